import type { ChatEvent } from '../protocol/chat-event.ts';
import { isRecord, textAt, tryJson } from '../protocol/json.ts';
import type { SseFrame } from '../protocol/sse-decoder.ts';
import type { Dialect } from './dialect.ts';
import type { JsonObject } from './json-dialect.ts';
import { textIn } from './text-in.ts';
import { readGatewayFailure } from './gateway-failure.ts';
import { uiMessageStream } from './ui-message-stream.ts';

/**
 * The UI message stream as servers write it by hand, or pass on the AI SDK's `fullStream`: parts without an id, text under the
 * names of other versions, numbers where text is meant. What is right already is read as it is.
 */
export function looseUiMessageStream(): Dialect {
  const strict = uiMessageStream(() => readGatewayFailure);
  return {
    push(frame) {
      try {
        const events = strict.push(frame);
        return events.length > 0 ? events : (pushMended(frame) ?? events);
      } catch (error) {
        const events = pushMended(frame);
        if (events) return events;
        throw error;
      }
    },
    end: (isWhole) => strict.end(isWhole),
  };

  function pushMended(frame: SseFrame): ChatEvent[] | undefined {
    const better = mended(frame);
    return better === frame ? undefined : strict.push(better);
  }
}

function mended(frame: SseFrame): SseFrame {
  const value = tryJson(frame.data);
  if (!isRecord(value)) return frame;
  const event = mend(value);
  return event === value ? frame : { ...frame, data: JSON.stringify(event) };
}

function mend(value: JsonObject): object {
  const type = textAt(value, 'type');
  const [, kind, border] = /^(text|reasoning)-(start|delta|end)$/.exec(type) ?? [];
  if (kind) return withText(value, kind, border === 'delta');
  return fullStream[type]?.(value) ?? value;
}

function withText(value: JsonObject, kind: string, isDelta: boolean): object {
  const { id, delta } = value;
  if (typeof id === 'string' && (!isDelta || typeof delta === 'string')) return value;
  const text = delta ?? value['textDelta'] ?? value['text'] ?? value['content'];
  // Nothing that could be text: malformed, as it stands.
  if (isDelta && text === undefined) return value;
  const isId = typeof id === 'string' || typeof id === 'number';
  return { ...value, id: isId ? String(id) : kind, ...(isDelta && { delta: textIn(text) }) };
}

type Mender = (value: JsonObject) => object;

// The parts of `streamText().fullStream` that the wire names otherwise. Source: ai 5 to 7.
const fullStream: Readonly<Record<string, Mender | undefined>> = {
  reasoning: (value) => withText({ ...value, type: 'reasoning-delta' }, 'reasoning', true),
  'tool-input-start': ({ id, ...value }) => ({ toolCallId: id, ...value }),
  'tool-input-delta': ({ id, delta, ...value }) => ({
    toolCallId: id,
    inputTextDelta: delta,
    ...value,
  }),
  'tool-call': ({ args, ...value }) => ({
    input: args,
    ...value,
    type: 'tool-input-available' satisfies ChatEvent['type'],
  }),
  'tool-result': ({ result, ...value }) => ({
    output: result,
    ...value,
    type: 'tool-output-available' satisfies ChatEvent['type'],
  }),
  'tool-error': ({ error, ...value }) => ({
    ...value,
    type: 'tool-output-error' satisfies ChatEvent['type'],
    errorText: textAt(error, 'message') || textIn(error),
  }),
  source: ({ id, ...value }) => ({ ...value, type: 'source-url', sourceId: id }),
  file: ({ file, ...value }) => {
    const mediaType = textAt(file, 'mediaType');
    const base64 = textAt(file, 'base64') || textAt(file, 'base64Data');
    return base64 ? { type: 'file', mediaType, url: `data:${mediaType};base64,${base64}` } : value;
  },
};
