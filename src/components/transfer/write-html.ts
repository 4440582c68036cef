import { createElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import { englishLabels } from '../labels/english-labels.ts';
import { ExportedPage } from './exported-page.tsx';
import type { ExportOptions } from './export-options.ts';
import { exportStyle } from './export-style.ts';
import { saidBlocks } from './said-blocks.tsx';

// The page asks nobody for anything and runs nothing, whatever was said in the chat.
const policy =
  "default-src 'none'; img-src data:; media-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'";

/** Writes messages as a page of HTML that needs nothing beside it. */
export async function writeHtml(
  messages: readonly ChatMessage[],
  options: ExportOptions,
): Promise<string> {
  const { locale, chat } = { ...englishLabels, ...options.labels };
  const body = await render(messages, options);
  const lines = [
    '<!doctype html>',
    `<html lang="${escaped(locale)}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="content-security-policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width">',
    `<title>${escaped(options.title ?? chat)}</title>`,
    `<style>${exportStyle}</style>`,
    '</head>',
    `<body>${body.innerHTML}</body>`,
    '</html>',
  ];
  return `${lines.join('\n')}\n`;
}

/** Prints messages by a frame of their own: nothing of the page around is on the paper, and no rule of it either. */
export async function printMessages(
  messages: readonly ChatMessage[],
  options: ExportOptions,
): Promise<void> {
  const body = await render(messages, options);
  const frame = document.createElement('iframe');
  frame.hidden = true;
  document.body.append(frame);
  const { contentDocument: paper, contentWindow: view } = frame;
  if (!paper || !view) return frame.remove();
  // A constructed stylesheet needs no exception in a strict content security policy.
  const sheet = new (view as Window & typeof globalThis).CSSStyleSheet();
  sheet.replaceSync(exportStyle);
  paper.adoptedStyleSheets = [sheet];
  paper.title = options.title ?? document.title;
  paper.body.append(...body.childNodes);
  view.addEventListener('afterprint', () => frame.remove());
  view.print();
}

async function render(
  messages: readonly ChatMessage[],
  options: ExportOptions,
): Promise<HTMLElement> {
  const texts = { ...englishLabels, ...options.labels };
  const blocks = await Promise.all(
    messages.map((message) => saidBlocks(message, texts, options.reasoning ?? true)),
  );
  const body = document.createElement('div');
  const root = createRoot(body);
  const { title } = options;
  flushSync(() => root.render(createElement(ExportedPage, { title, messages, blocks, texts })));
  const copy = body.cloneNode(true) as HTMLElement;
  root.unmount();
  return copy;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
