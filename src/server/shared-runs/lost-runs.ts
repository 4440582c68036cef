/** What readers are told of a run whose process has died. */
export const producerGone = 'The server that wrote this answer has stopped. Ask again.';
/** What readers are told when the store has been away for long. */
export const storeGone = 'The server cannot reach the store of its answers. Ask again in a moment.';
/** What readers are told of a run that the store has lost. */
export const runGone = 'The store of the answers has lost this one. Ask again.';
