'use client';
import { useEffect, useMemo, useState } from 'react';
import { ChatError } from '../protocol/chat-error.ts';
import type { DeepPartial } from '../protocol/chat-types.ts';
import type { Checked } from '../protocol/check-schema.ts';
import type { StandardSchema } from '../protocol/standard-schema.ts';
import { useLatest } from '../view/use-latest.ts';
import type { StreamOptions } from './create-stream.ts';
import { textFormat } from './stream-transport.ts';
import { useStream, type Stream } from './use-stream.ts';

/** What {@link useObject} gives a component. */
export interface ObjectStream<Value> extends Pick<
  Stream,
  'status' | 'isStreaming' | 'end' | 'start' | 'abort' | 'resume' | 'reset' | 'metrics'
> {
  /** What is certain of the object so far: it grows, and takes nothing back. Undefined before there is anything. */
  readonly object: DeepPartial<Value> | undefined;
  /** The whole object, as the schema makes it; undefined until it is there and fits. */
  readonly result: Value | undefined;
  /** Why it failed: the stream, or (code `protocol`) an object that does not fit the schema. */
  readonly error: ChatError | undefined;
}

type ObjectReader = typeof import('./read-object.ts');

/**
 * Reads an object while a model writes it as JSON, as text of any stream that a chat can read, or as plain text. What is
 * shown is certain: a number or a word that may go on waits for its end. At the end the schema checks the whole.
 *
 * @example
 * const { object, start } = useObject(z.object({ title: z.string() }), { url: '/api/outline' });
 */
export function useObject<Value>(
  schema: StandardSchema<unknown, Value>,
  options?: StreamOptions,
): ObjectStream<Value> {
  const stream = useStream({ formatOf: textFormat, ...options });
  const reader = useObjectReader();
  const { text, latest, footer, end, status } = stream;
  const object = useMemo(
    () => reader?.readObject(text) ?? footer ?? latest,
    [reader, text, footer, latest],
  );
  const checked = useChecked(schema, object, end === 'complete' ? reader : undefined);
  return useMemo(() => {
    const { isStreaming, start, abort, resume, reset, metrics, error } = stream;
    const misfit = checked?.fault === undefined ? undefined : misfitOf(checked.fault);
    return {
      object: object as DeepPartial<Value> | undefined,
      result: checked && 'value' in checked ? checked.value : undefined,
      error: error ?? misfit,
      status: misfit ? 'error' : status,
      isStreaming,
      end,
      start,
      abort,
      resume,
      reset,
      metrics,
    };
  }, [stream, object, checked, status, end]);
}

/** What reads an object; it is loaded with the first one, and who cannot get it hears of it as of an error of their page. */
function useObjectReader(): ObjectReader | undefined {
  const [reader, setReader] = useState<ObjectReader>();
  useEffect(() => {
    const load = async () => setReader(await import('./read-object.ts'));
    void load();
  }, []);
  return reader;
}

/** What the schema says of an object once it is whole; undefined before it has answered. A schema made anew at each render says the same. */
function useChecked<Value>(
  schema: StandardSchema<unknown, Value>,
  object: unknown,
  reader: ObjectReader | undefined,
): Checked<Value> | undefined {
  const [found, setFound] = useState<{ readonly of: unknown; readonly checked: Checked<Value> }>();
  const latest = useLatest(schema);
  useEffect(() => {
    let isWanted = true;
    const check = async () => {
      const checked = await reader?.checkSchema(latest.current, object);
      if (isWanted && checked) setFound({ of: object, checked });
    };
    void check();
    return () => {
      isWanted = false;
    };
  }, [latest, object, reader]);
  return found && reader && found.of === object ? found.checked : undefined;
}

function misfitOf(fault: string): ChatError {
  return new ChatError('protocol', `The object is not what this page expects: ${fault}.`);
}
