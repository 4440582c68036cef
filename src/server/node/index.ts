export { toNodeListener, type NodeListenerOptions } from './to-node-listener.ts';
