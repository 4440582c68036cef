/**
 * What becomes of a message that is sent while an answer is on its way: it is refused (`reject`), it waits for a
 * complete answer and is given back when there is none (`queue`), or it stops the answer and goes at once (`interrupt`).
 */
export type WhileStreaming = 'reject' | 'queue' | 'interrupt';
