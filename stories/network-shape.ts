import { ChatError } from 'rivulet/protocol';
import { textScript } from 'rivulet/testing';
import type { Script, ScriptStep } from 'rivulet/testing';

/** How a network behaves, in knobs. */
export interface NetworkShape {
  /** Model tokens a second. */
  readonly tokensPerSecond: number;
  /** How much a pause between two tokens may differ from the even one: 0 not at all, 1 by up to itself. */
  readonly jitter: number;
  /** The stream stalls after so many tokens, again and again; 0 never. */
  readonly stallEvery: number;
  /** How long a stall lasts, in milliseconds. */
  readonly stallMs: number;
  /** The connection is cut after so many tokens; 0 never. */
  readonly dropAt: number;
  /** How long it takes to reconnect, in milliseconds; 0: it never comes back. */
  readonly reconnectMs: number;
  /** What the server says in place of an answer. */
  readonly serverError: 'none' | '429' | '503';
}

/** A network that does nothing but send. */
export const steady: NetworkShape = {
  tokensPerSecond: 60,
  jitter: 0,
  stallEvery: 0,
  stallMs: 0,
  dropAt: 0,
  reconnectMs: 3000,
  serverError: 'none',
};

/** Lets a text come as a network of the given shape would bring it; the same at every run. */
export function shapeText(text: string, shape: NetworkShape): Script {
  if (shape.serverError !== 'none') return [{ refuse: serverErrors[shape.serverError]() }];
  const random = seededRandom(1);
  const steps: ScriptStep[] = [];
  let sent = 0;
  for (const token of textScript(text)) {
    steps.push({ wait: pauseMs(shape, sent, random()) }, token);
    sent += 1;
    if (sent !== shape.dropAt) continue;
    if (shape.reconnectMs === 0) return [...steps, { cut: true }];
    steps.push({ reconnect: shape.reconnectMs });
  }
  return steps;
}

const serverErrors = {
  '429': () =>
    new ChatError('rate-limited', 'You have asked too often.', { status: 429, retryAfterMs: 8000 }),
  '503': () => new ChatError('overloaded', 'The server is full.', { status: 503 }),
};

function pauseMs(shape: NetworkShape, sent: number, random: number): number {
  const even = 1000 / shape.tokensPerSecond;
  const isStalled = shape.stallEvery > 0 && sent > 0 && sent % shape.stallEvery === 0;
  return even * (1 + shape.jitter * (2 * random - 1)) + (isStalled ? shape.stallMs : 0);
}

/** Numbers between 0 and 1 that look random and are the same at every run (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
