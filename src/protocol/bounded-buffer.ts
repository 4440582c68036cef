import { ChatError } from './chat-error.ts';

/** Options of {@link boundedBuffer}. */
export interface BoundedBufferOptions {
  /** How many values it holds before a `put` waits. @default 16 */
  readonly max?: number | undefined;
}

/**
 * A queue between one who makes values and one who takes them: whoever is faster waits for the other, so that memory stays
 * flat. It is read once, by `for await` or by `get`.
 */
export interface BoundedBuffer<Value> extends AsyncIterable<Value> {
  /** How many values wait in it. */
  readonly size: number;
  /** Is aborted when the reader has left: pass it to what makes the values, such as a `fetch`. */
  readonly signal: AbortSignal;
  /** Puts a value in, when there is room. Rejects with a `ChatError` of code `config` after `close`, and with the reason of `signal` when the reader has left. */
  put(this: void, value: Value): Promise<void>;
  /** Takes the next value, when there is one; undefined after the last. Rejects with what `fail` was given. */
  get(this: void): Promise<Value | undefined>;
  /** Says that no value will follow; those that wait can still be taken. */
  close(this: void): void;
  /** Like `close`, with the error that the reader gets after the last value. */
  fail(this: void, cause: unknown): void;
  /** Leaves: forgets what waits, aborts `signal`, and so stops the producer. A `for await` that is left early does so itself. */
  cancel(this: void, reason?: unknown): void;
  /** Puts in all values of a source, then closes; ends the source when the reader leaves. Resolves once the source is at its end. */
  fill(this: void, source: AsyncIterable<Value>): Promise<void>;
}

/**
 * Makes a buffer between a producer and its reader.
 *
 * @example
 * const frames = boundedBuffer<Frame>({ max: 8 });
 * void frames.fill(render(prompt));
 * for await (const frame of frames) show(frame); // leaving this loop stops the renderer
 */
export function boundedBuffer<Value>({
  max = 16,
}: BoundedBufferOptions = {}): BoundedBuffer<Value> {
  if (!(max >= 1)) {
    throw new ChatError(
      'config',
      `A buffer of ${max} values holds none. Give it a \`max\` of 1 or more.`,
    );
  }
  const values: Value[] = [];
  const stop = new AbortController();
  const { signal } = stop;
  // Those who wait, in the order in which they came: with a value that has no room, and for one that is not there.
  const putting: Waiting<Value>[] = [];
  const getting: Getting<Value>[] = [];
  let isClosed = false;
  let failure: { readonly cause: unknown } | undefined;

  function put(value: Value): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      if (isClosed) return reject(closed());
      const reader = getting.shift();
      if (!reader && values.length >= max) return void putting.push({ value, resolve, reject });
      if (reader) reader.resolve({ done: false, value });
      else values.push(value);
      return resolve();
    });
  }

  function take(): Promise<IteratorResult<Value, undefined>> {
    return new Promise((resolve, reject) => {
      if (values.length > 0) {
        resolve({ done: false, value: values.shift()! });
        const writer = putting.shift();
        if (!writer) return;
        values.push(writer.value);
        writer.resolve();
      } else if (!isClosed) getting.push({ resolve, reject });
      else if (failure) reject(failure.cause);
      else resolve(over);
    });
  }

  function close(): void {
    if (isClosed) return;
    isClosed = true;
    for (const { reject } of putting.splice(0)) reject(signal.aborted ? signal.reason : closed());
    for (const reader of getting.splice(0)) {
      if (failure) reader.reject(failure.cause);
      else reader.resolve(over);
    }
  }

  function fail(cause: unknown): void {
    if (!isClosed) failure = { cause };
    close();
  }

  function cancel(reason: unknown = left()): void {
    if (!isClosed || values.length > 0) stop.abort(reason);
    values.length = 0;
    failure = undefined;
    close();
  }

  async function fill(source: AsyncIterable<Value>): Promise<void> {
    const iterator = source[Symbol.asyncIterator]();
    const leave = () => void Promise.resolve(iterator.return?.()).catch(() => {});
    signal.addEventListener('abort', leave, { once: true });
    try {
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
        await put(next.value);
      }
      close();
    } catch (cause) {
      leave();
      fail(cause);
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  return {
    get size() {
      return values.length;
    },
    signal,
    put,
    get: async () => (await take()).value,
    close,
    fail,
    cancel,
    fill,
    [Symbol.asyncIterator]: () => ({
      next: take,
      async return() {
        cancel();
        return over;
      },
    }),
  };
}

interface Getting<Value> {
  readonly resolve: (result: IteratorResult<Value, undefined>) => void;
  readonly reject: (cause: unknown) => void;
}

interface Waiting<Value> {
  readonly value: Value;
  readonly resolve: () => void;
  readonly reject: (cause: unknown) => void;
}

const over = { done: true, value: undefined } as const;

function closed(): ChatError {
  return new ChatError(
    'config',
    'A value was put into a buffer that is closed. Close it after the last one.',
  );
}

function left(): DOMException {
  return new DOMException('The reader has left: nobody takes the values any more.', 'AbortError');
}
