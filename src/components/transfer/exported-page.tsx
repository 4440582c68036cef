import type * as React from 'react';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import type { ChatLabels } from '../labels/chat-labels.ts';
import { endLabel } from '../labels/end-label.ts';

/** Props of {@link ExportedPage}. */
export interface ExportedPageProps {
  readonly title: string | undefined;
  readonly messages: readonly ChatMessage[];
  /** What each message says. */
  readonly blocks: readonly (readonly React.ReactNode[])[];
  readonly texts: ChatLabels;
}

/** A chat as a page to keep or to print. Renders a `<main>`. */
export function ExportedPage({
  title,
  messages,
  blocks,
  texts,
}: ExportedPageProps): React.JSX.Element {
  const authors = { user: texts.you, assistant: texts.assistant, system: texts.system };
  return (
    <main>
      {title && <h1 dir="auto">{title}</h1>}
      {messages.map((message, index) => {
        const { id, role, createdAt } = message;
        const end = endLabel(message, texts);
        return (
          <article key={id} className={role}>
            <header>
              <strong>{authors[role]}</strong>
              {createdAt !== undefined && <Time time={createdAt} locale={texts.locale} />}
            </header>
            {blocks[index]}
            {end && <p className="end">{end}</p>}
          </article>
        );
      })}
    </main>
  );
}

interface TimeProps {
  readonly time: number;
  readonly locale: string;
}

function Time({ time, locale }: TimeProps): React.JSX.Element {
  const date = new Date(time);
  const shown = date.toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
  return <time dateTime={date.toISOString()}>{shown}</time>;
}
