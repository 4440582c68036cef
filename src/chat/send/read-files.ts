import { ChatError } from '../../protocol/chat-error.ts';
import type { FilePart, MessageInput } from '../../protocol/chat-message.ts';
import type { ChatInput } from '../options/chat-input.ts';
import type { SendResult } from '../state/send-result.ts';

const defaultBytes = 20 * 1024 * 1024;

/** The last reading of each desk. */
const turns = new WeakMap<object, Promise<unknown>>();

/**
 * Reads the files of a message after those of the message before it, and then does something with it. `checkStop` throws
 * once that is no longer wanted.
 */
export async function readInTurn(
  desk: { readonly maxFileBytes: number | undefined },
  input: string | ChatInput,
  checkStop: () => void,
  act: (input: string | MessageInput) => Promise<SendResult>,
): Promise<SendResult> {
  const before = turns.get(desk);
  const reading =
    typeof input === 'string' ? input : readFiles(input, desk.maxFileBytes ?? defaultBytes);
  const turn = Promise.allSettled([before, reading]);
  turns.set(desk, turn);
  await turn;
  const message = await reading;
  checkStop();
  return act(message);
}

/**
 * Reads the files of a message into `data:` URLs. Throws a `ChatError`: `too-large` when they have more than `maxBytes`
 * together, `bad-request` for one that cannot be read.
 */
async function readFiles(input: ChatInput, maxBytes: number): Promise<MessageInput> {
  const files = Array.from(input.files ?? []);
  const bytes = files.filter(isUnread).reduce((sum, { size }) => sum + size, 0);
  if (bytes > maxBytes) throw tooLarge(files.length, bytes, maxBytes);
  return { ...input, files: await Promise.all(files.map(readFile)) };
}

async function readFile(file: FilePart | File): Promise<FilePart> {
  if (!isUnread(file)) return file;
  const mediaType = file.type || 'application/octet-stream';
  try {
    const base64 = toBase64(new Uint8Array(await file.arrayBuffer()));
    const url = `data:${mediaType};base64,${base64}`;
    return { type: 'file', mediaType, url, ...(file.name && { filename: file.name }) };
  } catch (cause) {
    const message = `The file ${named(file)} could not be read. Choose it again.`;
    throw new ChatError('bad-request', message, { cause });
  }
}

// Of three bytes each, so that the pieces can be joined; `btoa` takes characters, and arguments are limited.
const pieceLength = 3 * 8192;

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += pieceLength) {
    text += btoa(String.fromCharCode(...bytes.subarray(at, at + pieceLength)));
  }
  return text;
}

function tooLarge(count: number, bytes: number, maxBytes: number): ChatError {
  const what = count === 1 ? 'The file has' : 'The files have together';
  const message = `${what} ${megabytes(bytes)} MB; at most ${megabytes(maxBytes)} MB can be sent. Choose less.`;
  return new ChatError('too-large', message);
}

function megabytes(bytes: number): string {
  return String(Math.ceil(bytes / 100_000) / 10);
}

function named({ name }: File): string {
  return name ? `“${name}”` : 'without a name';
}

function isUnread(file: FilePart | File): file is File {
  return !('url' in file);
}
