import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { type ReactNode, createElement, version } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { Markdown } from '../../../src/markdown/server/markdown.tsx';
import { answers, commonMarkExamples } from '../corpora.ts';
import type { Sent } from './render-on-server.ts';

const text = [
  '# Title[^1]',
  '> [!NOTE]\n> Note',
  '```ts\nconst a = 1;\n```',
  '| a |\n|---|\n| 1 |',
  '- [x] done <kbd>k</kbd>',
  '<details>\n<summary>S</summary>\n\n*in*\n\n</details>',
  '![alt](https://a.example/b.png)',
  '[^1]: Footnote',
].join('\n\n');

const texts = [text, ...answers, ...commonMarkExamples.slice(0, 200)];

/** Renders where React has no state, no effects and no context, as in a server component. */
async function renderOnServer(requests: readonly object[]): Promise<readonly Sent[]> {
  const script = join(import.meta.dirname, 'render-on-server.ts');
  const args = ['--conditions=react-server', '--import', 'tsx', script];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(requests));
  let output = '';
  for await (const piece of child.stdout.setEncoding('utf8')) output += piece as string;
  return JSON.parse(output) as readonly Sent[];
}

function revive(sent: Sent, key = 0): ReactNode {
  if (typeof sent === 'string') return sent;
  if (Array.isArray(sent)) return sent.map(revive);
  const { type, props } = sent as Exclude<Sent, string | readonly Sent[]>;
  const { children, ...own } = props;
  const inner = children === undefined ? undefined : revive(children);
  return createElement(type, { ...own, key }, inner);
}

/** React 18 has no server components without a framework that brings them. */
const fails = version.startsWith('18.');

it(
  'runs in a server component, and sends nothing but elements and text',
  { timeout: 180_000, fails },
  async () => {
    const requests = texts.flatMap((markdown) =>
      [false, true].map((hasDom) => ({ markdown, hasDom })),
    );
    const sent = await renderOnServer(requests);
    expect(sent).toHaveLength(requests.length);
    for (const [at, { markdown, hasDom }] of requests.entries()) {
      const props = { children: markdown, id: 'rv', ...(hasDom && { dom: window }) };
      const here = renderToStaticMarkup(await Markdown(props));
      expect(renderToStaticMarkup(revive(sent[at] ?? ''))).toBe(here);
    }
  },
);
