import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoredChat } from '../../src/chat/state/stored-chat.ts';
import { exportChat, importChat } from '../../src/components/transfer/export-chat.ts';
import type { ChatMessage, MessagePart } from '../../src/protocol/chat-message.ts';

const words = fc.string({ maxLength: 30 });
const partOf: fc.Arbitrary<MessagePart> = fc.oneof(
  fc.record({ type: fc.constant('text' as const), text: words }),
  fc.record({ type: fc.constant('reasoning' as const), text: words }),
  fc.record({
    type: fc.constant('tool-search' as const),
    toolCallId: words,
    state: fc.constant('output-available' as const),
    input: fc.record({ query: words }),
    output: words,
  }),
  fc.record({
    type: fc.constant('file' as const),
    mediaType: fc.constant('text/plain'),
    url: fc.constant('data:text/plain,a'),
    filename: words,
  }),
);
const messageOf: fc.Arbitrary<ChatMessage> = fc.record({
  id: fc.uuid(),
  role: fc.constantFrom('user' as const, 'assistant' as const),
  parts: fc.array(partOf, { maxLength: 4 }),
});
const chatOf: fc.Arbitrary<StoredChat> = fc
  .tuple(fc.array(messageOf, { minLength: 1, maxLength: 4 }), fc.array(messageOf, { maxLength: 2 }))
  .map(([messages, hidden]) => {
    const [tail] = hidden;
    if (!tail) return { messages };
    const ids = [tail.id, messages[0]?.id ?? ''];
    return { messages, branches: { '': { ids, hidden: { [tail.id]: hidden } } } };
  });
const bare = (messages: readonly ChatMessage[]) => messages.map(({ id: _id, ...rest }) => rest);
const said = (text: string): ChatMessage => ({
  id: 'm',
  role: 'assistant',
  parts: [{ type: 'text', text }],
});

describe('an exported chat', () => {
  it('comes back from JSON with all that was said and every version, under ids of its own', async () => {
    await fc.assert(
      fc.asyncProperty(chatOf, fc.string(), async (chat, title) => {
        const read = await importChat(await exportChat(chat, 'json', { title }));
        expect(bare(read.messages)).toEqual(bare(chat.messages));
        expect(read.title ?? '').toBe(title);
        const before = chat.branches?.[''];
        const after = read.branches?.[''];
        const tails = Object.values(after?.hidden ?? {});
        expect(tails.map(bare)).toEqual(Object.values(before?.hidden ?? {}).map(bare));
        expect(after?.ids[1]).toBe(before && read.messages[0]?.id);
        expect(Object.keys(after?.hidden ?? {})).toEqual(tails.map(([first]) => first?.id));
        const old = new Set(
          [...chat.messages, ...Object.values(before?.hidden ?? {}).flat()].map(({ id }) => id),
        );
        expect([...read.messages, ...tails.flat()].filter(({ id }) => old.has(id))).toEqual([]);
      }),
    );
  });

  it.each([
    ['{', 'not JSON'],
    ['7', 'not JSON'],
    ['{"messages":7}', 'no messages'],
    ['[{"role":"robot","parts":[]}]', 'Message 1 has no author'],
    ['[{"role":"user"}]', 'Message 1 has no `parts`'],
    [
      '[{"role":"user","parts":[]},{"role":"user","parts":[{"type":"text"}]}]',
      'Part 1 of Message 2 has no `text`',
    ],
    ['[{"role":"user","parts":[7]}]', 'no `type`'],
    ['[{"role":"user","parts":[{"type":"tool-x","state":"output-available"}]}]', 'no `toolCallId`'],
  ])('that is none is refused with a reason: %s', async (text, reason) => {
    await expect(importChat(text)).rejects.toMatchObject({
      code: 'bad-request',
      message: expect.stringContaining(reason) as string,
    });
  });

  it('is never refused or half read by a failure that is not told', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (text) => {
        const read = await importChat(text).catch((error: unknown) => error);
        expect(
          read instanceof Error ? Reflect.get(read, 'code') : 'messages' in (read as object),
        ).toBe(read instanceof Error ? 'bad-request' : true);
      }),
    );
  });

  it('is markdown that a model or a person can read', async () => {
    const messages: ChatMessage[] = [
      { id: 'q', role: 'user', parts: [{ type: 'text', text: 'Which **river**?' }] },
      {
        id: 'a',
        role: 'assistant',
        end: 'aborted',
        parts: [
          { type: 'reasoning', text: 'Let me think.' },
          {
            type: 'tool-map',
            toolCallId: 't',
            state: 'output-available',
            input: { of: 'EU' },
            output: '```',
          },
          { type: 'text', text: 'The Danube.' },
          { type: 'source-url', sourceId: 's', url: 'https://rivers.example/', title: 'Rivers' },
        ],
      },
    ];
    const text = await exportChat(messages, 'markdown', { title: 'Rivers' });
    expect(text).toBe(
      '# Rivers\n\n## You\n\nWhich **river**?\n\n## Assistant\n\n<details>\n<summary>Thoughts</summary>\n\nLet me think.\n\n</details>\n\n' +
        '<details>\n<summary>map: done</summary>\n\n```json\n{\n  "of": "EU"\n}\n```\n\n````\n```\n````\n\n</details>\n\n' +
        'The Danube.\n\n- [Rivers](<https://rivers.example/>)\n\n*Stopped*\n',
    );
    expect(await exportChat(messages, 'markdown', { reasoning: false })).not.toContain('think');
  });

  it('is a page that shows markdown and runs nothing', async () => {
    const hostile = [
      '# Title\n\n**bold** <script>alert(1)</script> <img src=x onerror=alert(1)>',
      '[a](javascript:alert(1)) ![b](https://spy.example/c.png)',
      '```js\nlet x = "</style><script>alert(2)</script>";\n```',
    ].join('\n\n');
    const html = await exportChat([said(hostile)], 'html', { title: '</title><script>alert(3)' });
    const page = new DOMParser().parseFromString(html, 'text/html');
    expect(page.querySelector('strong + *, article strong')).not.toBeNull();
    expect(page.body.textContent).toContain('bold');
    expect(page.querySelectorAll('script, iframe, object, embed, button')).toHaveLength(0);
    expect(page.querySelectorAll('img[src^="http"]')).toHaveLength(0);
    expect(page.title).toBe('</title><script>alert(3)');
    const unsafe = [...page.querySelectorAll('*')].flatMap((element) =>
      [...element.attributes].filter(
        ({ name, value }) => /^on|^style$/.test(name) || /^javascript:/i.test(value),
      ),
    );
    expect(unsafe).toEqual([]);
    expect(html).toContain("default-src 'none'");
  });
});
