import { setImmediate as turn } from 'node:timers/promises';
import type { PeerServer } from '../peer-server.ts';

/** How an answer came to a foreign client. */
export interface Outcome {
  readonly text: string;
  /** The client's own word for its end: whole, or an error that its user sees. */
  readonly end: 'complete' | 'error';
  /** Model tokens of the answer, where the client tells them. */
  readonly outputTokens?: number | undefined;
}

/** A client that somebody else has written, asking our server one question. */
export interface ForeignClient {
  readonly name: string;
  /** Whether it takes a cut answer up where it broke. */
  readonly resumes: boolean;
  ask(server: PeerServer, pause: () => Promise<void>): Promise<Outcome>;
}

/** The question all clients ask. */
export const question = 'What is this?';

/** Makes the pause of a reader that is slow by so many turns of the event loop. */
export function readerPause(turns = 0): () => Promise<void> {
  return async () => {
    for (let count = 0; count < turns; count++) await turn();
  };
}

/** Reads pieces of text until they end or break; what had come stays. */
export async function readText(
  pieces: () => AsyncIterable<string>,
  pause: () => Promise<void>,
): Promise<Outcome> {
  let text = '';
  try {
    for await (const piece of pieces()) {
      text += piece;
      await pause();
    }
    return { text, end: 'complete' };
  } catch {
    return { text, end: 'error' };
  }
}
