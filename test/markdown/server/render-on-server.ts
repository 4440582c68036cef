// Run with `--conditions=react-server`: reads `{ markdown, dom }[]` from its input and writes what a server component
// sends to the browser for each, as React's own server does: nothing but elements of the host and text.
import { JSDOM } from 'jsdom';
import { type ReactElement, isValidElement } from 'react';
import { Markdown } from '../../../src/markdown/server/markdown.tsx';

/** What is left of an element when all components have run. */
export type Sent = string | readonly Sent[] | { readonly type: string; readonly props: SentProps };
type SentProps = Readonly<Record<string, unknown>> & { readonly children?: Sent };

interface Request {
  readonly markdown: string;
  readonly hasDom: boolean;
}

type Rendered = ReactElement<Record<string, unknown>>;

async function send(node: unknown): Promise<Sent> {
  const settled: unknown = await node;
  if (Array.isArray(settled)) return Promise.all(settled.map(send));
  if (typeof settled === 'string' || typeof settled === 'number') return String(settled);
  if (!isValidElement(settled)) return '';
  const { type, props } = settled as Rendered;
  if (typeof type === 'symbol') return send(props['children']);
  if (typeof type !== 'string') return send(componentOf(type)(props));
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') throw new Error(`<${type}> has a function for its ${name}`);
  }
  const { children, ...own } = props;
  return { type, props: children === undefined ? own : { ...own, children: await send(children) } };
}

function componentOf(type: unknown): (props: object) => unknown {
  const inner = typeof type === 'object' && type !== null ? Reflect.get(type, 'type') : type;
  return inner as (props: object) => unknown;
}

const pieces: Buffer[] = [];
for await (const piece of process.stdin) pieces.push(piece as Buffer);
const requests = JSON.parse(Buffer.concat(pieces).toString()) as readonly Request[];
const { window } = new JSDOM('');
const sent: Sent[] = [];
for (const { markdown, hasDom } of requests) {
  sent.push(await send(Markdown({ children: markdown, id: 'rv', ...(hasDom && { dom: window }) })));
}
process.stdout.write(JSON.stringify(sent));
