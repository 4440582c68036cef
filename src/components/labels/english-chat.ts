import { englishCodeFurniture } from '../../code-block/code-furniture-labels.ts';
import { englishCodeBlock } from '../../code-block/code-labels.ts';
import { englishAsk } from '../../markdown/elements/ask-button.tsx';
import { englishMarkdown } from '../../markdown/elements/markdown-labels.ts';
import { englishTables } from '../../markdown/elements/table-labels.ts';
import { englishPlugins } from '../../markdown/elements/plugin-labels.ts';
import type { ToolState } from '../../protocol/chat-message.ts';
import type { ChatLabels } from './chat-labels.ts';
import { englishFiles } from './english-files.ts';
import { englishVoice } from './english-voice.ts';
import type { ConversationLabels } from './conversation-labels.ts';
import { errorHint } from './error-hint.ts';

const toolStates: Readonly<Record<ToolState, string>> = {
  'input-streaming': 'preparing…',
  'input-available': 'running…',
  'approval-requested': 'waits for approval',
  'approval-responded': 'approval answered',
  'output-available': 'done',
  'output-error': 'failed',
  'output-denied': 'denied',
};

/** What a chat says unless it is told otherwise; what stands around whole chats says it in words of its own. */
export const englishChat: Omit<ChatLabels, keyof ConversationLabels> = {
  ...englishCodeBlock,
  ...englishCodeFurniture,
  ...englishMarkdown,
  ...englishAsk,
  ...englishTables,
  ...englishPlugins,
  ...englishFiles,
  ...englishVoice,
  locale: 'en',

  chat: 'Chat',
  messages: 'Messages',
  messagesHint: 'Arrow keys go from message to message. Enter goes into one, Escape comes out.',
  find: 'Find in this chat',
  findNext: 'Next match',
  findPrevious: 'Previous match',
  findClose: 'Close find',
  findCount: (place, total) => `${place} of ${total}`,
  findNone: 'Nothing found',
  emptyTitle: 'What would you like to know?',
  suggestions: 'Suggestions',
  jumpToLatest: 'Jump to latest',
  you: 'You',
  assistant: 'Assistant',
  system: 'System',

  message: 'Message',
  placeholder: 'Send a message',
  send: 'Send',
  sendHint: 'Send (Enter)',
  sendBlocked: 'An answer is on its way. Stop it, or wait for its end, to send this.',
  sendAfter: 'Send after the answer',
  stop: 'Stop',
  stopHint: 'Stop (Esc)',
  editMessage: 'Edit message',
  editHint: 'Sends a new version; the old one is kept.',
  cancel: 'Cancel',

  copyMessage: 'Copy message',
  regenerate: 'Regenerate',
  sources: 'Sources',
  goodAnswer: 'Good answer',
  badAnswer: 'Bad answer',
  quote: 'Quote',
  showMore: 'Show more',
  showChanges: 'Show changes',
  versions: 'Versions',
  previousVersion: 'Previous version',
  nextVersion: 'Next version',
  version: (number, count) => `Version ${number} of ${count}`,
  thinking: 'Thinking…',
  thoughts(seconds) {
    if (seconds === undefined) return 'Thoughts';
    return seconds < 1 ? 'Thought for a moment' : `Thought for ${Math.round(seconds)} s`;
  },
  droppedTurns: () => 'The model no longer sees the messages above.',
  subagent: 'Subagent',
  codeBlock: 'Code block.',
  answerBegins: 'An answer begins.',
  answerIsThere: 'The answer is there.',

  tool: 'Tool',
  toolState: (state) => toolStates[state],
  approvalQuestion: (tool) => `Allow “${tool}”?`,
  toolFailed: (tool, reason) => `“${tool}” failed: ${reason}`,
  allow: 'Allow',
  deny: 'Deny',
  allowAlways: 'Always allow',
  alwaysAllowed: 'Always allowed in this chat',
  askAgain: 'Ask again',
  denyBecause: 'Deny and say why…',
  denyReason: 'Reason, for the model',
  toolResult: 'Result',
  steps: (count) => `${count} ${count === 1 ? 'step' : 'steps'}`,
  stepsFailed: (count) => `${count} failed`,

  stillWaiting: 'Still waiting for the answer. The model may be loading.',

  stopped: 'Stopped',
  truncated: 'Connection lost – the answer is incomplete.',
  expired: 'The server no longer keeps the rest of this answer.',
  failed: 'The answer ended with an error.',
  lengthLimit: 'The answer reached its length limit.',
  contentFilter: 'A content filter cut this answer.',
  retry: 'Retry',
  continue: 'Continue',

  error: ({ message }) => message,
  errorHint,
  dismiss: 'Dismiss',
  reconnecting: 'Connection lost. Reconnecting…',
  retryingIn: (seconds) => `Connection lost. Trying again in ${seconds} s.`,
  offline: 'You are offline. The chat goes on when you are back.',

  queued: 'Waits for the answer above',
  unsent: 'Waiting for the connection',
  sendNow: 'Send now',
  remove: 'Remove',

  queuePlace(place, length) {
    const text = `In the queue, place ${place}`;
    return length === undefined ? text : `${text} of ${length}`;
  },
  readingPrompt: (processed, total) => `Reading the prompt, ${processed} of ${total} tokens`,
  promptRead: 'Prompt read',
  awaitingFirstToken: 'Waiting for the first token',
  tokens: (count) => `${count} tokens`,
  tokensPerSecond: (rate) => `${rate} tokens/s`,
  firstToken: (time) => `first token ${time}`,
  reconnects: (count) => `${count} ${count === 1 ? 'reconnect' : 'reconnects'}`,
};
