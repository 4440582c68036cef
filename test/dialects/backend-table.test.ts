// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { collectMessage } from '../../src/dialects/collect-message.ts';
import { decodeEvents } from '../../src/dialects/decode-events.ts';
import { keeperAt, runMeans } from '../../src/dialects/run-means.ts';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import { appRows } from './app-rows.ts';
import type { BackendRow, BackendRows } from './backend-row.ts';
import { factsOf } from './message-facts.ts';
import { modelRows } from './model-rows.ts';

const backendRows: BackendRows = { ...appRows, ...modelRows };

async function read(wire: string | Uint8Array): Promise<ChatMessage> {
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield typeof wire === 'string' ? new TextEncoder().encode(wire) : wire;
  }
  return collectMessage(decodeEvents(bytes()));
}

const mark = (isSo: boolean): string => (isSo ? '✓' : '–');

// By itself where answers or their address show it, else by the name of its means.
function resumeOf(keeper: BackendRow['keeper']): string {
  if (keeper === undefined) return '–';
  // OpenAI keeps what it was asked to write in the background.
  if (keeper === 'openai-background') return 'with `background`';
  const isFound = keeperAt('/v1beta/interactions') === keeper;
  return keeper === 'own' || isFound ? '✓' : `\`'${keeper}'\``;
}

function stopOf(keeper: BackendRow['keeper']): string {
  if (keeper === undefined) return 'hang up';
  const isOwn = keeper === 'own' || runMeans[keeper].stops('/api/chat', 'run', 'chat').length > 0;
  return isOwn ? '✓' : '`cancelUrl`';
}

/** What the readers make of a row, as its cells. */
async function cellsOf({
  says,
  tagged,
  fails,
  keeper,
}: BackendRow): Promise<Record<string, string>> {
  const messages = await Promise.all(says.map(read));
  for (const { end } of messages) expect(end).toBe('complete');
  const facts = messages.map(factsOf);
  const isTold = facts.some(({ reasoning }) => reasoning !== '');
  const isTagged = tagged !== undefined && factsOf(await read(tagged)).reasoning === 'Hm';
  const failed = fails === undefined ? undefined : await read(fails);
  return {
    text: mark(facts.some(({ text }) => text !== '')),
    reasoning: isTagged && !isTold ? 'tags' : mark(isTold),
    tools: mark(facts.some(({ tools }) => tools.length > 0)),
    usage: mark(messages.some(({ metadata }) => metadata?.usage?.outputTokens)),
    resume: resumeOf(keeper),
    stop: stopOf(keeper),
    errors: mark(failed?.error?.message === 'The key is wrong.' && factsOf(failed).text === 'Yes'),
  };
}

// The table whose head begins with “backend | text”.
const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const [head = '', , ...rest] = (/^\| backend \| text [^]*?(?=\n\n)/m.exec(readme)?.[0] ?? '').split(
  '\n',
);
const cut = (line: string) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
const columns = cut(head).slice(1);
// Backends that have the same cells share a line.
const table = rest.flatMap((line) => {
  const [names = '', ...cells] = cut(line);
  const told = Object.fromEntries(columns.map((column, index) => [column, cells[index]]));
  return names.split(', ').map((name) => ({ name, told }));
});

describe('the README’s table of backends', () => {
  it('has each of them once', () => {
    const names = table.map(({ name }) => name);
    expect(names.toSorted()).toEqual(Object.keys(backendRows).toSorted());
  });

  it.each(table)('tells what the reader makes of $name', async ({ name, told }) => {
    const row = backendRows[name];
    expect(told).toEqual(row && (await cellsOf(row)));
  });
});
