import type { ChatMessage, MessagePart } from 'rivulet/protocol';

/** A short answer with the marks that most answers have. */
export const shortAnswer =
  'A **stream** arrives in pieces; the page shows each as it comes. See `useStreamingChat`, or [the README](/readme).';

/** A short answer without marks, to be cut anywhere. */
export const streamAnswer =
  'A stream arrives in pieces. The page shows each piece as it comes, so that the first words can be read while the model still looks for the last ones. While you read this sentence, the next one is already on its way.';

/** A code block that is longer than the window. */
export const longCode = `Here is the whole function:

\`\`\`ts
${Array.from({ length: 60 }, (_, line) => `const line${line} = compute(${line}, 'a value'); // step ${line}`).join('\n')}
\`\`\`

That is all of it.
`;

/** Everything a model can leave open when it stops in the middle. */
export const unclosedEverything = `# A heading that is **bold

- a list with *emphasis and a [link](https://example.com/pa

| a | table |
| --- | --- |
| with | half a

> a quote with \`code

<details><summary>html</summary>

\`\`\`ts
const open = {`;

/** Markup that would harm a page which trusts it. */
export const hostileHtml = `An image: <img src="x" onerror="document.body.dataset.hacked = 'yes'"> and a script:
<script>document.body.dataset.hacked = 'yes'</script>

[a link](javascript:alert(1)) ![a beacon](https://tracker.example/pixel.png?secret=1)

<iframe src="https://example.com"></iframe> <form action="https://example.com"><button>Log in</button></form>

<p style="position:fixed;inset:0">over everything</p>

The text after it is still here.
`;

/** One of every block. */
export const everything = `# Everything at once

Text with **strong**, *emphasis*, ~~strikethrough~~, \`code\` and [a link](https://example.com/).

- a list
- with *items*
  - and one below

1. first
2. second

- [x] done
- [ ] to do

> A quote
> in two lines.

> [!NOTE]
> An alert.

| Fruit | Price |
| :---- | ----: |
| Apple | 1.20 |
| Pear | 0.90 |

\`\`\`ts
function greet(name: string): string {
  return \`Hello, \${name}\`; // a comment
}
\`\`\`

---

<details><summary>Raw HTML</summary>is *kept* where it is harmless.</details>
`;

/** 256 KiB of headings, paragraphs and lists. */
export const longDocument: string = Array.from({ length: 660 }, (_, index) => {
  const text = 'Water finds its way, word after word, and the page keeps up. '.repeat(5).trim();
  return `## Section ${index + 1}\n\n${text}\n\n- *one*\n- two\n`;
}).join('\n');

/** Right-to-left text with a left-to-right island. */
export const hebrewAnswer =
  'שלום! התשובה מגיעה **בחלקים**, והדף מציג כל חלק מיד. הקוד `npm install rivulet` נשאר משמאל לימין.\n\n1. ראשון\n2. שני\n';

/** A thousand words in twenty paragraphs. */
export const longAnswer = Array.from(
  { length: 20 },
  (_, index) =>
    `Paragraph ${index + 1}. ${'Water finds its way, word after word, and the page keeps up. '.repeat(5).trim()}`,
).join('\n\n');

/** What the server knows of an answer when it has ended. */
export const metadata = {
  model: 'rivulet-tiny',
  usage: { promptTokens: 38, cachedTokens: 12, outputTokens: 214 },
  timings: {
    queueMs: 0,
    prefillMs: 12,
    timeToFirstTokenMs: 84,
    tokensPerSecond: 118.4,
    totalMs: 1890,
  },
};

/** Makes a user message. */
export function question(text: string, id = 'question'): ChatMessage {
  return { id, role: 'user', parts: [{ type: 'text', text }] };
}

/** Makes an assistant message that ended whole unless `more` says otherwise. */
export function answer(
  content: string | readonly MessagePart[],
  more: Partial<ChatMessage> = {},
): ChatMessage {
  const parts: readonly MessagePart[] =
    typeof content === 'string' ? [{ type: 'text', text: content, state: 'done' }] : content;
  return { id: 'answer', role: 'assistant', parts, end: 'complete', ...more };
}
