import { tool, type ChatTransport } from 'rivulet';
import { scriptedTransport, textScript, type Script } from 'rivulet/testing';
import type { ChatMessage } from 'rivulet/protocol';
import { newId } from './new-id.ts';
import { paintRiver } from './paint-river.ts';

/** Words at the pace at which a model would write them. */
const say = (text: string): Script => textScript(text, { tokensPerSecond: 60 });

const everything = `Formulas are set as they come: the roots of $ax^2 + bx + c$ are

$$x = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}$$

| Part | While it streams |
| --- | --- |
| Table | grows row by row |
| Code | is coloured line by line |
| Link | leads nowhere until it is whole |

\`\`\`ts
for await (const event of answer) {
  message = applyEvent(message, event); // one pure step for each event
}
\`\`\`

> [!NOTE]
> Nothing that you have read on this page was taken back.

- [x] parsed once
- [ ] ~~parsed again~~
`;

/** What the page answers itself, by the question: a model of a few megabytes calls no tools and paints nothing. */
const scripts: Readonly<Record<string, (messages: readonly ChatMessage[]) => Script>> = {
  'Book a table, but ask me first': (messages) =>
    messages.at(-1)?.role === 'assistant' ? afterBooking(messages) : askToBook,
  'Think aloud and name your sources': () => [
    ...think('Two things are asked. What a token is, and where that is written down.'),
    ...say(
      'A token is a piece of a word, about four letters long in English [1]. A model writes one after the other [2].',
    ),
    source(
      '1',
      'https://huggingface.co/docs/transformers/tokenizer_summary',
      'Summary of the tokenizers',
    ),
    source('2', 'https://node-llama-cpp.withcat.ai/guide/', 'node-llama-cpp'),
  ],
  'Paint a river': () => [
    ...say('A river, first in a few strokes.'),
    {
      type: 'tool-input-available',
      toolCallId: 'river',
      toolName: 'image_generation',
      input: { prompt: 'a river' },
      dynamic: true,
      providerExecuted: true,
    },
    ...[8, 32].flatMap((width): Script => [
      {
        type: 'tool-output-available',
        toolCallId: 'river',
        dynamic: true,
        preliminary: true,
        output: { mediaType: 'image/png', url: paintRiver(width) },
      },
      { wait: 900 },
    ]),
    {
      type: 'tool-output-available',
      toolCallId: 'river',
      dynamic: true,
      output: { mediaType: 'image/png', url: paintRiver(640) },
    },
    { type: 'file', mediaType: 'image/png', url: paintRiver(640) ?? '', filename: 'river.png' },
  ],
  'Show formulas, a table and code': () => say(everything),
};

const askToBook: Script = [
  ...say('There is one for two at eight. Shall I take it?'),
  { type: 'tool-input-start', toolCallId: 'table', toolName: 'book_table', title: 'Book a table' },
  ...['{"place":"Café ', 'Rivulet","day', '":"Friday","time":"20:00","guests":2}'].flatMap(
    (inputTextDelta): Script => [
      { type: 'tool-input-delta', toolCallId: 'table', inputTextDelta },
      { wait: 250 },
    ],
  ),
  {
    type: 'tool-input-available',
    toolCallId: 'table',
    toolName: 'book_table',
    title: 'Book a table',
    input: { place: 'Café Rivulet', day: 'Friday', time: '20:00', guests: 2 },
  },
  { type: 'finish', finishReason: 'tool-calls' },
];

function afterBooking(messages: readonly ChatMessage[]): Script {
  const parts = messages.at(-1)?.parts ?? [];
  const isBooked = parts.some((part) => 'toolCallId' in part && part.state === 'output-available');
  return say(isBooked ? 'It is yours: Friday at eight, for two.' : 'Then I leave it as it is.');
}

function think(text: string): Script {
  return [
    { type: 'reasoning-start', id: 'thought' },
    ...text
      .split(/(?<= )/)
      .flatMap((delta): Script => [
        { type: 'reasoning-delta', id: 'thought', delta },
        { wait: 60 },
      ]),
    { type: 'reasoning-end', id: 'thought' },
  ];
}

function source(sourceId: string, url: string, title: string): Script[number] {
  return { type: 'source-url', sourceId, url, title };
}

/** Questions that are answered by a script. */
export const tourQuestions: readonly string[] = Object.keys(scripts);

/** The tool of the tour: it runs on the page, after its reader has said yes. */
export const tourTools = {
  book_table: tool({ needsApproval: true, execute: () => ({ booked: true, number: 'R-7' }) }),
};

/** Answers the questions of the tour from their scripts, and all others by the server. */
export function withTour(server: ChatTransport): ChatTransport {
  const tour = scriptedTransport(({ messages }) => answer(messages));
  const runs = new Set<string>();
  const of = (runId = ''): ChatTransport => (runs.has(runId) ? tour : server);
  return {
    ...server,
    send(request) {
      if (scriptOf(request.messages)) runs.add(request.runId);
      return of(request.runId).send(request);
    },
    resume: (request) => of(request.runId).resume(request),
    cancel: (runId, ...rest) => of(runId).cancel(runId, ...rest),
  };
}

/** A new answer has a name of its own, in this page and after a reload; what goes on with one has that one's. */
function answer(messages: readonly ChatMessage[]): Script {
  const script = scriptOf(messages)?.(messages) ?? [];
  const isNew = messages.at(-1)?.role === 'user';
  return isNew ? [{ type: 'start', messageId: newId() }, ...script] : script;
}

function scriptOf(messages: readonly ChatMessage[]) {
  const asked = messages.findLast(({ role }) => role === 'user')?.parts;
  const text = asked?.map((part) => (part.type === 'text' ? part.text : '')).join('') ?? '';
  return Object.hasOwn(scripts, text) ? scripts[text] : undefined;
}
