'use client';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { FilePart } from '../../protocol/chat-message.ts';
import { LazyPart } from '../../view/lazy-part.ts';
import { useLatest } from '../../view/use-latest.ts';
import type { ChatLabels } from '../labels/chat-labels.ts';
import { useLabels } from '../labels/use-labels.ts';
import type { AttachmentDesk } from './attachment-desk.ts';
import type { AttachmentItem, AttachmentNotice } from './attachment-item.ts';
import type { FileOptions } from './file-options.ts';

/** The files of the message that is being written, as {@link useAttachments} gives them. */
export interface Attachments {
  /** The attached files, in the order in which they came. */
  readonly items: readonly AttachmentItem[];
  /** What is to be told of them; belongs into a live region. */
  readonly notice: AttachmentNotice | undefined;
  /** Whether some are still being prepared or uploaded. */
  readonly isBusy: boolean;
  /** Whether some were not uploaded. */
  readonly hasFailed: boolean;
  /** Attaches files, as far as they are within the limits. */
  readonly add: (files: Iterable<File>) => void;
  /** Takes a file back; its upload is aborted. */
  readonly remove: (id: string) => void;
  /** Uploads a file again. */
  readonly retry: (id: string) => void;
  /** Gives all files out, to be sent, with the function that takes them again if they are not. */
  readonly take: () => {
    readonly files: readonly (FilePart | File)[];
    readonly giveBack: () => void;
  };
  /** Tells something else, or nothing any more. */
  readonly tell: (notice: AttachmentNotice | undefined) => void;
}

/** What keeps files and what shows them: loaded with the first one. */
export const attachmentPart: LazyPart<typeof import('./attachment-tray.tsx')> = new LazyPart(
  () => import('./attachment-tray.tsx'),
);

/** Keeps the files of a message until it is sent; for a composer of your own: `<Composer files>` and `<Chat>` have it. */
export function useAttachments(
  options: FileOptions = {},
  labels?: Partial<ChatLabels>,
): Attachments {
  const words = useLabels(labels);
  const [items, setItems] = useState<readonly AttachmentItem[]>([]);
  const [notice, setNotice] = useState<AttachmentNotice>();
  const latest = useLatest({ options, words });
  const desk = useRef<AttachmentDesk>(undefined);
  /** What came before the desk; not lost where that could not be loaded. */
  const waiting = useRef<readonly File[]>([]);
  useEffect(() => () => desk.current?.stop(), []);
  const acts = useMemo(() => {
    const take = async (files: Iterable<File>) => {
      waiting.current = [...waiting.current, ...files];
      const loaded = await attachmentPart.load();
      if (!loaded) {
        return setNotice({ text: latest.current.words.attachFailed, isRefusal: true });
      }
      const host = {
        options: () => latest.current.options,
        words: () => latest.current.words,
        show: setItems,
        tell: setNotice,
      };
      desk.current ??= new loaded.AttachmentDesk(host);
      const all = waiting.current;
      waiting.current = [];
      desk.current.add(all);
    };
    return {
      add: (files: Iterable<File>) => void take(files),
      remove: (id: string) => desk.current?.remove(id),
      retry: (id: string) => desk.current?.retry(id),
      take() {
        const taken = desk.current?.take() ?? [];
        const files = taken.map(({ part, file }) => part ?? file);
        return { files, giveBack: () => desk.current?.giveBack(taken) };
      },
      tell: setNotice,
    };
  }, [latest]);
  return {
    ...acts,
    items,
    notice,
    isBusy: items.some(({ state }) => state === 'preparing' || state === 'uploading'),
    hasFailed: items.some(({ state }) => state === 'failed'),
  };
}
