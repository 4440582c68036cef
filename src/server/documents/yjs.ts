/** The door of `yjs` on the server, an optional peer: only what is loaded with the first document imports it. */
export {
  applyUpdate,
  createAbsolutePositionFromRelativePosition,
  createRelativePositionFromJSON,
  createRelativePositionFromTypeIndex,
  Doc,
  encodeStateAsUpdate,
  encodeStateVector,
  mergeUpdates,
  type Text,
  type Transaction,
  type YTextEvent,
} from 'yjs';
