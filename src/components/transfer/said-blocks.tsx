import type * as React from 'react';
import { Markdown } from '../../markdown/server/markdown.tsx';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import type { ChatLabels } from '../labels/chat-labels.ts';
import { saidParts, type SaidPart } from './said-parts.ts';

/** What a message says, as elements that need no script. */
export function saidBlocks(
  message: ChatMessage,
  texts: ChatLabels,
  hasReasoning: boolean,
): Promise<readonly React.ReactNode[]> {
  return blocksOf(saidParts(message, texts, hasReasoning), message.id, texts);
}

async function blocksOf(
  parts: readonly SaidPart[],
  name: string,
  texts: ChatLabels,
): Promise<readonly React.ReactNode[]> {
  const blocks = parts.map((part, index) => blockOf(part, `${name}-${index}`, texts));
  return Promise.all(blocks);
}

// An image in the text would be a request of whoever opens the page.
const inFileOnly = (url: string) => (url.startsWith('data:') ? 'allow' : 'block');

async function blockOf(part: SaidPart, key: string, texts: ChatLabels): Promise<React.ReactNode> {
  switch (part.type) {
    case 'text': {
      const text = part.text;
      const id = `m${key.replaceAll(/[^\w-]/g, '')}`;
      const shown = await Markdown({
        children: text,
        id,
        dom: globalThis.window,
        imagePolicy: inFileOnly,
        labels: texts,
      });
      return <div key={key}>{shown}</div>;
    }
    case 'section':
      return (
        <details key={key} open>
          <summary>{part.heading}</summary>
          {await blocksOf(part.parts, key, texts)}
        </details>
      );
    case 'code':
      return (
        <pre key={key}>
          <code>{part.text}</code>
        </pre>
      );
    case 'file':
      return <FileBlock key={key} {...part} />;
    default:
      return (
        <p key={key} className="source">
          {isWeb(part.url) ? <a href={part.url}>{part.title}</a> : part.title}
        </p>
      );
  }
}

function FileBlock({
  name,
  url,
  mediaType,
}: Extract<SaidPart, { type: 'file' }>): React.JSX.Element {
  const isInFile = url.startsWith('data:');
  if (isInFile && /^image\/(?:png|jpeg|gif|webp|avif)/.test(mediaType)) {
    return <img src={url} alt={name} />;
  }
  return <p className="file">{isWeb(url) ? <a href={url}>{name}</a> : name}</p>;
}

function isWeb(url: string | undefined): url is string {
  return url !== undefined && /^https?:\/\//i.test(url);
}
