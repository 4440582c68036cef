'use client';
import type * as React from 'react';
import { useRef, useState } from 'react';
import { LazyPart } from '../../view/lazy-part.ts';
import { useLazyPart } from '../../view/use-lazy-part.ts';
import type { ChatLabels } from '../labels/chat-labels.ts';
import { useConversationLabels } from '../labels/use-conversation-labels.ts';
import type { LabelledProps } from '../labels/use-labels.ts';
import { withClass } from '../shared/with-class.ts';
import { exportChat, printChat } from '../transfer/export-chat.ts';
import type { ExportedChat, ExportOptions } from '../transfer/export-options.ts';
import { ListIcon } from './list-icon.tsx';
import type { MenuItem } from './popup-menu.tsx';

/** Props of {@link ChatExport}; the rest goes to its `<button>`. */
export interface ChatExportProps
  extends Omit<React.ComponentPropsWithoutRef<'button'>, 'children' | 'title'>, LabelledProps {
  /** Gives the chat when it is to be exported: `() => chat.messages`, or with all versions `chat.chat.getStored`. */
  readonly read: () => ExportedChat;
  /** What the chat is called; also the name of the file. @default labels.chat */
  readonly title?: string | undefined;
  /** Whether the model's thoughts are in it. @default true */
  readonly reasoning?: boolean | undefined;
}

const popupMenu = new LazyPart(() => import('./popup-menu.tsx'));
const formats = [
  { format: 'markdown', extension: 'md', mediaType: 'text/markdown' },
  { format: 'html', extension: 'html', mediaType: 'text/html' },
  { format: 'json', extension: 'json', mediaType: 'application/json' },
] as const;

/** The ways to keep a chat, in a menu: markdown, a page, JSON, paper or PDF. Renders a `<button>`. */
export function ChatExport({
  read,
  title,
  reasoning,
  labels,
  className,
  ...rest
}: ChatExportProps): React.JSX.Element {
  const texts = useConversationLabels(labels);
  const button = useRef<HTMLButtonElement>(null);
  const [at, setAt] = useState<DOMRect>();
  const popup = useLazyPart(popupMenu, at !== undefined);
  return (
    <>
      <button
        type="button"
        {...rest}
        ref={button}
        className={withClass('rv-action rv-export', className)}
        aria-haspopup="menu"
        aria-expanded={at !== undefined}
        aria-label={texts.exportChat}
        title={texts.exportChat}
        onClick={(event) => setAt(event.currentTarget.getBoundingClientRect())}
      >
        <ListIcon shape="export" />
      </button>
      {at && popup && (
        <popup.PopupMenu
          label={texts.exportChat}
          items={waysToKeep(read, { title, reasoning }, texts)}
          at={at}
          onClose={() => {
            setAt(undefined);
            button.current?.focus();
          }}
        />
      )}
    </>
  );
}

function waysToKeep(
  read: () => ExportedChat,
  given: ExportOptions,
  texts: ChatLabels,
): readonly MenuItem[] {
  const options = { ...given, labels: texts };
  const words = [texts.exportMarkdown, texts.exportHtml, texts.exportJson];
  const files = formats.map(({ format, extension, mediaType }, index) => ({
    label: words[index] ?? format,
    async onSelect() {
      const text = await exportChat(read(), format, options);
      offer(text, mediaType, `${fileName(given.title, texts)}.${extension}`);
    },
  }));
  return [...files, { label: texts.printChat, onSelect: () => void printChat(read(), options) }];
}

function fileName(title: string | undefined, { chat }: ChatLabels): string {
  const name = (title ?? chat).replaceAll(/[\\/:*?"<>|\p{Cc}]+/gu, ' ').trim();
  return name.slice(0, 80) || 'chat';
}

/** Has the browser save a text. */
function offer(text: string, mediaType: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${mediaType};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
