import type { LlamaContext } from './llama.ts';

type Sample = (...details: readonly unknown[]) => Promise<unknown>;

/**
 * Makes the sequences of a context sample one after the other. node-llama-cpp 3.21.1 samples a batch's sequences on
 * parallel threads, and llama.cpp puts the batch's logits in order at the first access: sequences then read each other's
 * logits, and one chat gets words of another. Its public API has no switch for it; a version whose inside looks different
 * is refused rather than trusted.
 */
export function sampleInTurn(context: LlamaContext): void {
  const inside: unknown = Reflect.get(context, '_ctx');
  const sample: unknown = isObject(inside) ? inside['sampleToken'] : undefined;
  if (!isObject(inside) || typeof sample !== 'function') {
    throw new Error(
      'node-llama-cpp has changed inside: check that answers in one batch stay apart',
    );
  }
  let last: Promise<unknown> = Promise.resolve();
  const inTurn: Sample = (...details) => {
    const next = last.then(() => Reflect.apply(sample, inside, details) as Promise<unknown>);
    last = next.catch(() => undefined);
    return next;
  };
  // The native method is read-only, so it is hidden by one of the object's own.
  Object.defineProperty(inside, 'sampleToken', { value: inTurn });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
