import { expect, it } from 'vitest';
import * as root from '../src/index.ts';

// A name added here is a promise; a name taken away is a breaking change.
it('exposes these names at the root, and no others', () => {
  expect(Object.keys(root).sort()).toEqual([
    'Chat',
    'ChatError',
    'CodeBlock',
    'Composer',
    'ConnectionStatus',
    'EmptyState',
    'ErrorNotice',
    'Message',
    'MessageList',
    'StreamMeter',
    'StreamingMarkdown',
    'Suggestions',
    'createChat',
    'englishLabels',
    'httpTransport',
    'indexedDbChatStorage',
    'localChatStorage',
    'messageText',
    'offlineOutbox',
    'prismHighlighter',
    'sessionChatStorage',
    'smoothPacing',
    'textTurns',
    'tool',
    'useChatMessage',
    'useStreamingChat',
    'webSocketTransport',
  ]);
});

it.each([
  [
    'protocol',
    [
      'ChatError',
      'LineSplitter',
      'SseDecoder',
      'applyEvent',
      'createUserMessage',
      'decodeSse',
      'encodeFrame',
      'encodeSse',
      'endMessage',
      'formatCursor',
      'isSubagentPart',
      'isTerminalEvent',
      'messageText',
      'parseChatEvent',
      'parseClientFrame',
      'parseCursor',
      'parseServerFrame',
      'terminalEnd',
      'terminalError',
      'textTurns',
      'toolName',
      'webSocketProtocol',
    ],
  ],
  [
    'dialects',
    [
      'ReasoningSplitter',
      'agUiEncoder',
      'agUiInput',
      'collectMessage',
      'decodeEvents',
      'encodeEvent',
      'endOfStream',
      'eventStreamHeaders',
      'openaiChatEncoder',
      'openaiCompletion',
    ],
  ],
  ['transports', ['httpTransport', 'webSocketTransport']],
  [
    'store',
    [
      'ChatError',
      'createChat',
      'hasAllToolResults',
      'httpTransport',
      'indexedDbChatStorage',
      'localChatStorage',
      'messageText',
      'offlineOutbox',
      'sessionChatStorage',
      'smoothPacing',
      'textTurns',
      'tool',
      'webSocketTransport',
    ],
  ],
  [
    'chat',
    [
      'browserFrames',
      'createChat',
      'hasAllToolResults',
      'indexedDbChatStorage',
      'localChatStorage',
      'noMetrics',
      'offlineOutbox',
      'sessionChatStorage',
      'smoothPacing',
      'tool',
      'useChatMessage',
      'useStreamingChat',
    ],
  ],
  ['highlight', ['CodeBlock', 'CopyButton', 'copyText', 'plainLines', 'prismHighlighter']],
  ['math', ['math']],
  ['mermaid', ['mermaid']],
  [
    'markdown',
    [
      'BlockParser',
      'StreamingMarkdown',
      'completeToken',
      'judgeUrl',
      'loadMarkdownParts',
      'loadRawHtml',
      'parseBlocks',
    ],
  ],
])('exposes these names at rivulet/%s', async (layer, names) => {
  const entry = (await import(`../src/${layer}/index.ts`)) as object;
  expect(Object.keys(entry).sort()).toEqual(names);
});

it.each([
  ['prose', ['StreamingMarkdown', 'loadMarkdownParts', 'loadRawHtml']],
  ['server', ['Markdown']],
])('exposes these names at rivulet/markdown/%s', async (name, names) => {
  const entry = (await import(`../src/markdown/${name}/index.ts`)) as object;
  expect(Object.keys(entry).sort()).toEqual(names);
});
