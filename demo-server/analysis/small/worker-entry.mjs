// Node 20 starts threads without what reads TypeScript in this one, so a thread begins here and brings it.
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
