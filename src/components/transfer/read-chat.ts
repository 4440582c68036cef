import { createId } from '../../chat/state/create-id.ts';
import type { Branches } from '../../chat/state/hidden-versions.ts';
import type { StoredChat } from '../../chat/state/stored-chat.ts';
import { ChatError } from '../../protocol/chat-error.ts';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import { at, isRecord, tryJson } from '../../protocol/json.ts';

/** Reads an exported chat. Throws a `ChatError` that says what is wrong with it. */
export function readChat(text: string): StoredChat {
  const value = tryJson(text);
  if (!isRecord(value)) throw wrong('The text is not JSON.');
  const messages = Array.isArray(value) ? value : at(value, 'messages');
  if (!Array.isArray(messages)) throw wrong('There are no messages in it.');
  for (const [index, message] of messages.entries()) check(message, `Message ${index + 1}`);
  const rename = renamer();
  const read = (messages as readonly ChatMessage[]).map((message) => withId(message, rename));
  const branches = readBranches(at(value, 'branches'), rename);
  const title = at(value, 'title');
  return {
    messages: read,
    ...(branches && { branches }),
    ...(typeof title === 'string' && title && { title }),
  };
}

type Rename = (id: unknown) => string;

/** Gives each id another one, the same each time: the chat may be imported beside the one that it was made of. */
function renamer(): Rename {
  const names = new Map<unknown, string>();
  return (id) => {
    if (id === '') return '';
    const name = (id !== undefined && names.get(id)) || createId();
    names.set(id, name);
    return name;
  };
}

function withId({ siblings: _siblings, ...message }: ChatMessage, rename: Rename): ChatMessage {
  return { ...message, id: rename(message.id) };
}

const roles = ['user', 'assistant', 'system'];

function check(message: unknown, name: string): void {
  const role = at(message, 'role');
  const parts = at(message, 'parts');
  if (typeof role !== 'string' || !roles.includes(role)) {
    throw wrong(`${name} has no author: its \`role\` must be one of ${roles.join(', ')}.`);
  }
  if (!Array.isArray(parts)) throw wrong(`${name} has no \`parts\`.`);
  for (const [index, part] of parts.entries()) checkPart(part, `Part ${index + 1} of ${name}`);
}

/** The fields without which a part cannot be shown, by the beginning of its type. */
const needed: readonly (readonly [type: RegExp, fields: readonly string[]])[] = [
  [/^(?:text|reasoning)$/, ['text']],
  [/^(?:tool-|dynamic-tool$)/, ['toolCallId', 'state']],
  [/^(?:file|reasoning-file)$/, ['url', 'mediaType']],
  [/^source-url$/, ['url']],
  [/^source-document$/, ['title']],
];

function checkPart(part: unknown, name: string): void {
  const type = at(part, 'type');
  if (typeof type !== 'string') throw wrong(`${name} has no \`type\`.`);
  const [, fields = []] = needed.find(([pattern]) => pattern.test(type)) ?? [];
  const missing = fields.find((field) => typeof at(part, field) !== 'string');
  if (missing) throw wrong(`${name} has no \`${missing}\`.`);
  if (type === 'steering-message' && !Array.isArray(at(part, 'parts'))) {
    throw wrong(`${name} has no \`parts\`.`);
  }
}

/** The versions of a chat; what does not fit together is no version. */
function readBranches(value: unknown, rename: Rename): Branches | undefined {
  if (!isRecord(value)) return undefined;
  const forks = Object.entries(value).flatMap(([place, fork]) => {
    const ids = at(fork, 'ids');
    const hidden = at(fork, 'hidden');
    if (!Array.isArray(ids) || !isRecord(hidden)) return [];
    const kept = Object.entries(hidden).map(([id, tail]) => {
      const list = Array.isArray(tail) ? tail : [];
      for (const [index, message] of list.entries()) {
        check(message, `Message ${index + 1} of a hidden version`);
      }
      return [
        rename(id),
        (list as readonly ChatMessage[]).map((message) => withId(message, rename)),
      ] as const;
    });
    return [[rename(place), { ids: ids.map(rename), hidden: Object.fromEntries(kept) }] as const];
  });
  return forks.length > 0 ? Object.fromEntries(forks) : undefined;
}

function wrong(reason: string): ChatError {
  return new ChatError('bad-request', `${reason} Choose a chat that was exported as JSON.`);
}
