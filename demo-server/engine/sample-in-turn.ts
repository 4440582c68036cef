import type { LlamaContext } from './llama.ts';

type Native = (...details: readonly unknown[]) => Promise<unknown>;

/**
 * Makes the first sequence of a batch sample alone, and the others after it. node-llama-cpp 3.21.1 samples a batch's
 * sequences on parallel threads, and llama.cpp puts the batch's logits in order at the first access: without this,
 * sequences read each other's logits, and one chat gets words of another. Its public API has no switch for it; a version
 * whose inside looks different is refused rather than trusted.
 */
export function sampleInTurn(context: LlamaContext): void {
  const inside: unknown = Reflect.get(context, '_ctx');
  const decode = native(inside, 'decodeBatch');
  const sample = native(inside, 'sampleToken');
  let first: Promise<unknown> | undefined;
  replace(inside, 'decodeBatch', (...details) => {
    first = undefined;
    return decode(...details);
  });
  replace(inside, 'sampleToken', (...details) => {
    if (first) return first.then(() => sample(...details));
    const result = sample(...details);
    // The others wait for its end, whatever that is.
    first = result.catch(() => undefined);
    return result;
  });
}

function native(inside: unknown, name: string): Native {
  const method: unknown = typeof inside === 'object' && inside ? Reflect.get(inside, name) : null;
  if (typeof method === 'function') return (...details) => Reflect.apply(method, inside, details);
  throw new Error('node-llama-cpp has changed inside: check that answers in one batch stay apart');
}

// The native methods are read-only, so they are hidden by some of the object's own.
function replace(inside: unknown, name: string, value: Native): void {
  Object.defineProperty(inside, name, { value });
}
