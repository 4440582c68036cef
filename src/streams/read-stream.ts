import type { ChatState } from '../chat/state/chat-state.ts';
import { at } from '../protocol/json.ts';
import type { ChatMessage, FilePart, MessagePart } from '../protocol/chat-message.ts';
import { messageMarkdown } from '../protocol/message-text.ts';
import { ProgressReader, readProgress, type ToldProgress } from './read-progress.ts';
import type { StreamState } from './stream-state.ts';
import { inputOf } from './stream-transport.ts';

type Values = Pick<StreamState, 'header' | 'items' | 'footer' | 'text' | 'file'> & {
  readonly progress: unknown;
};

const none: Values = {
  header: undefined,
  items: [],
  footer: undefined,
  text: '',
  file: undefined,
  progress: undefined,
};

/** Makes the reader of one stream: from the chat that it is underneath to what a screen shows of it. */
export function createStreamReader(
  now: () => number,
): (chat: ChatState) => Omit<StreamState, 'metrics'> {
  const figures = new ProgressReader(now);
  let id: string | undefined;
  let values = none;
  return (chat) => {
    const question = chat.messages.findLast(({ role }) => role === 'user');
    const last = chat.messages.at(-1);
    const message = last?.role === 'assistant' ? last : undefined;
    if (question?.id !== id) {
      id = question?.id;
      values = none;
      figures.reset();
    }
    if (message) values = readValues(message, values);
    const { progress, ...shown } = values;
    const isStreaming = chat.status !== 'ready' && chat.status !== 'error';
    const told = toldBy(progress, shown, message?.end === 'complete');
    return {
      ...shown,
      latest: shown.items.at(-1),
      progress: figures.read(told, !isStreaming),
      status: chat.status,
      isStreaming,
      end: message?.end ?? (chat.status === 'error' ? 'error' : undefined),
      error: chat.error,
      retry: chat.retry,
      input: question && inputOf(chat),
    };
  };
}

// What a kit's own parts tell is no value of the stream.
const notes = /^data-(?:queue|prefill|title|header|footer|progress|notice)$/;

function readValues({ parts, end }: ChatMessage, before: Values): Values {
  const files = parts.filter((part): part is FilePart => part.type === 'file');
  return {
    header: dataOf(parts, 'data-header'),
    items: itemsOf(parts, before.items, end !== undefined),
    footer: dataOf(parts, 'data-footer'),
    progress: dataOf(parts, 'data-progress'),
    text: messageMarkdown({ parts }),
    file: files.at(-1),
  };
}

function dataOf(parts: readonly MessagePart[], type: string): unknown {
  return at(
    parts.findLast((part) => part.type === type),
    'data',
  );
}

function itemsOf(
  parts: readonly MessagePart[],
  before: readonly unknown[],
  isEnded: boolean,
): readonly unknown[] {
  const own = parts.filter(({ type }) => type === 'data-item');
  const named =
    own.length > 0 ? own : parts.filter((part) => 'data' in part && !notes.test(part.type));
  // A replay begins from nothing: what was shown stays until it has caught up.
  if (named.length < before.length && !isEnded) return before;
  const items = named.map((part) => at(part, 'data'));
  const isSame = items.every((item, index) => item === before[index]);
  if (isSame && items.length === before.length) return before;
  return items.map((item, index) => (index < before.length ? kept(before[index], item) : item));
}

// After a replay or a reload the same item comes as another object.
function kept(before: unknown, item: unknown): unknown {
  if (before === item || typeof item !== 'object') return item;
  return JSON.stringify(before) === JSON.stringify(item) ? before : item;
}

function toldBy(
  progress: unknown,
  { header, items }: Pick<Values, 'header' | 'items'>,
  isWhole: boolean,
): ToldProgress {
  const told = readProgress(progress) ?? readProgress(items.at(-1));
  const counted = at(header, 'total') ?? at(header, 'count') ?? at(header, 'total_items');
  const total = told ? told.total : typeof counted === 'number' ? counted : undefined;
  const done = told?.done ?? items.length;
  const label = told?.label;
  return isWhole && total !== undefined ? { done: total, total, label } : { done, total, label };
}
