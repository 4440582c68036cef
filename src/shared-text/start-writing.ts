import { createId } from '../chat/state/create-id.ts';
import { asChatError, type ChatError } from '../protocol/chat-error.ts';
import type { Writer } from './own-presence.ts';
import type { TextRange } from './shared-text-state.ts';
import type { TextProposals } from './text-proposals.ts';
import { writeText, type TextSource, type WritingEnd } from './write-text.ts';
import type { Doc, Text } from './yjs.ts';

/** How a model writes. */
export interface WriteOptions {
  /** What the others see beside its caret. @default 'Model' */
  readonly name?: string | undefined;
}

/** What a model writes into a shared text. */
export interface Writing {
  /** Names it, as its proposals do. */
  readonly id: string;
  /** Resolves with how it ended. */
  readonly ended: Promise<WritingEnd>;
  /** What the source threw; undefined unless it has failed. */
  readonly error: ChatError | undefined;
  /** Stops it; what it has written stays. */
  stop(): void;
  /** Stops it and takes back what it has written, whatever was done since. */
  undo(): void;
}

/** What is needed to have a model write. */
export interface StartWritingOptions {
  readonly source: TextSource;
  readonly range: TextRange;
  readonly name: string;
  readonly text: Text;
  readonly doc: Doc;
  readonly proposals: TextProposals;
  readonly writer: Writer;
  /** Makes all edits of one origin one step of undo; returns a way to undo it. */
  readonly followUndo: (origin: unknown, stop: () => void) => () => void;
}

/** Has a model write. Nothing of it is thrown: how it ends, and why, its `Writing` says. */
export function startWriting(options: StartWritingOptions): Writing {
  const { source, range, name, text, doc, proposals, writer, followUndo } = options;
  const id = createId();
  const aborted = new AbortController();
  const stop = () => aborted.abort();
  const origin = { writing: id };
  const takeBack = followUndo(origin, stop);
  let error: ChatError | undefined;
  let isKnown = false;
  const know = () => {
    if (!isKnown) proposals.add(id, name);
    isKnown = true;
  };
  const ended = writeText({
    text,
    source,
    range,
    writer,
    signal: aborted.signal,
    mark: proposals.markOf(id),
    edit: (change) => {
      if (aborted.signal.aborted) return;
      doc.transact(() => {
        know();
        change();
      }, origin);
    },
    onReplace: (replaced) => proposals.replaces(id, replaced),
  }).then(
    (): WritingEnd => (aborted.signal.aborted ? 'stopped' : 'complete'),
    (cause: unknown): WritingEnd => {
      if (aborted.signal.aborted) return 'stopped';
      error = asChatError(cause, 'server', 'What was to be written could not be read to its end.');
      return 'failed';
    },
  );
  return {
    id,
    ended,
    get error() {
      return error;
    },
    stop,
    undo() {
      stop();
      takeBack();
    },
  };
}
