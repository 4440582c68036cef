import type { ReactElement } from 'react';
import {
  ChatError,
  type ChatMessage,
  Composer,
  ConnectionStatus,
  EmptyState,
  ErrorNotice,
  MessageList,
  StreamMeter,
  StreamingMarkdown,
  Suggestions,
} from '../../src/index.ts';
import './window.css';

const text = `# One

## Two

### Three

#### Four

###### Six

A paragraph with **bold**, *slanted*, \`code\`, [a link](https://a.example) and [\`linked code\`](https://a.example), ~~gone~~,
H<sub>2</sub>O, x<sup>2</sup>, <mark>marked</mark>, <small>small</small>, <kbd>Esc</kbd> and a note[^1].

- bullet
  - deeper
    - deepest
- [x] done

1. one
2. two

| Name | Value |
|:-----|------:|
| a    | 1     |
| b    | 2     |

> A quotation with \`code\`.

> [!NOTE]
> A note.

---

\`\`\`ts
const line = 1;
\`\`\`

<pre>raw <code>pre</code></pre>

<details open><summary>More</summary>

Inside.

</details>

<dl><dt>Term</dt><dd>Its meaning</dd></dl>

<ol type="a"><li>lettered</li></ol>

![An image](data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=)

[^1]: The note.`;

const at = { createdAt: 0 };
const messages: readonly ChatMessage[] = [
  { id: 'u1', role: 'user', parts: [{ type: 'text', text: 'A question' }], ...at },
  {
    id: 'a1',
    role: 'assistant',
    parts: [
      { type: 'reasoning', text: 'Hm.', state: 'done' },
      {
        type: 'tool-look',
        toolCallId: 't1',
        state: 'approval-requested',
        input: { city: 'Paris' },
        approval: { id: 'x' },
      },
      { type: 'source-url', sourceId: 's1', url: 'https://a.example', title: 'A source' },
      { type: 'text', text, state: 'done' },
    ],
    end: 'aborted',
    ...at,
  },
  { id: 'u2', role: 'user', parts: [{ type: 'text', text: 'Another' }], ...at },
  { id: 'a2', role: 'assistant', parts: [{ type: 'text', text: 'Cut' }], end: 'truncated', ...at },
];
const nothing = () => undefined;
const metrics = {
  outputTokens: 120,
  tokensPerSecond: 41,
  bytes: 900,
  reconnects: 0,
  isEstimated: false,
};

/** Everything the kit shows, each part standing alone. */
export function Parts(): ReactElement {
  return (
    <div className="mine">
      <StreamingMarkdown>{text}</StreamingMarkdown>
      <div className="window">
        <MessageList
          messages={messages}
          onRegenerate={nothing}
          onEdit={nothing}
          onContinue={nothing}
          onApproveTool={nothing}
        />
      </div>
      <EmptyState />
      <Suggestions suggestions={['What can you do?']} onSelect={nothing} />
      <ConnectionStatus status="reconnecting" />
      <ErrorNotice
        error={new ChatError('server', 'The model crashed.', { retryable: true })}
        onRetry={nothing}
        onDismiss={nothing}
      />
      <Composer onSend={nothing} />
      <StreamMeter metrics={metrics} status="streaming" />
    </div>
  );
}
