import type { ChatMessage, ToolPart } from '../../protocol/chat-message.ts';
import { toolName } from '../../protocol/chat-message.ts';
import { messageMarkdown } from '../../protocol/message-text.ts';
import { isSubagentPart, type SubagentPart } from '../../protocol/subagent.ts';
import type { ChatLabels } from '../labels/chat-labels.ts';
import { endLabel } from '../labels/end-label.ts';
import { Narrator } from './narrator.ts';
import type { SpokenFormula } from './spoken-lines.ts';
import { stateWords } from '../labels/state-words.ts';

/** What the voice looks at. */
export interface Seen {
  readonly message: ChatMessage | undefined;
  readonly isBusy: boolean;
  readonly droppedTurns: number;
  readonly spokenFormula: SpokenFormula | undefined;
  readonly labels: ChatLabels;
}

/** Says what is new of the newest message, each thing once. */
export class StreamVoice {
  readonly #calm: HTMLElement;
  readonly #urgent: HTMLElement;
  #id: string | undefined;
  #narrator: Narrator | undefined;
  #isOver = false;
  /** The state of each tool call, and that it thinks, as they were told last. */
  readonly #told = new Map<string, string>();
  /** Whether somebody waits for an answer. */
  #isAwaited = false;
  /** Whether it was told that the model no longer sees the oldest messages. */
  #isForgetting = false;

  constructor(host: HTMLElement) {
    // In a shadow root the words reach the accessibility tree only: a page search, a copy of the chat and the queries of
    // tests would else find every sentence twice.
    const shadow = host.attachShadow({ mode: 'closed' });
    this.#calm = openRegion(shadow, 'polite');
    this.#urgent = openRegion(shadow, 'assertive');
  }

  say(words: string): void {
    announce(this.#calm, words);
  }

  tell(seen: Seen): void {
    const { message, isBusy, labels } = seen;
    const isAwaited = this.#isAwaited || isBusy;
    this.#isAwaited = isBusy || message?.role === 'user';
    if (!message) this.#isForgetting = false;
    if (message?.role !== 'assistant') return;
    if (this.#id !== message.id) this.#begin(message, isAwaited, seen);
    this.#tellMemory(seen);
    this.#tellThought(message, labels);
    this.#tellTools(message, labels);
    this.#tellSubagents(message, labels);
    const isDone = message.end !== undefined;
    // An answer goes on after its tools have run, or when it is continued.
    if (isDone && this.#isOver) return;
    this.#isOver = isDone;
    this.say(this.#narrator?.take(messageMarkdown(message), isDone) ?? '');
    if (isDone) this.say(endLabel(message, labels));
  }

  #begin(message: ChatMessage, isAwaited: boolean, { spokenFormula, labels }: Seen): void {
    const isHistory = message.end !== undefined && !isAwaited;
    this.#id = message.id;
    this.#isOver = isHistory;
    this.#narrator = new Narrator({ words: labels, spokenFormula });
    // What is history is not read out, but what is added to it is.
    if (isHistory) this.#narrator.take(messageMarkdown(message), true);
    this.#calm.replaceChildren();
    this.#urgent.replaceChildren();
    this.#told.clear();
    // A call that still waits for its user's yes is no history.
    if (isHistory)
      for (const part of toolParts(message)) this.#told.set(part.toolCallId, part.state);
    if (isHistory) for (const { id, data } of subagentsOf(message)) this.#told.set(id, data.state);
  }

  #tellMemory({ droppedTurns, labels }: Seen): void {
    if (droppedTurns === 0 || this.#isForgetting) return;
    this.#isForgetting = true;
    if (!this.#isOver) this.say(labels.droppedTurns(droppedTurns));
  }

  #tellThought({ parts, end }: ChatMessage, { thinking }: ChatLabels): void {
    const last = parts.at(-1);
    const isThinking =
      end === undefined && last?.type === 'reasoning' && last.state === 'streaming';
    if (!isThinking || this.#told.has('')) return;
    this.#told.set('', thinking);
    this.say(thinking);
  }

  #tellTools(message: ChatMessage, labels: ChatLabels): void {
    for (const part of toolParts(message)) {
      const { toolCallId, state } = part;
      if (this.#told.get(toolCallId) === state) continue;
      this.#told.set(toolCallId, state);
      const name = part.title ?? (toolName(part) || labels.tool);
      if (state === 'approval-requested') announce(this.#urgent, labels.approvalQuestion(name));
      else if (state === 'output-error') this.say(labels.toolFailed(name, part.errorText ?? ''));
      else if (state === 'output-denied') this.say(`${name}: ${labels.toolState(state)}`);
    }
  }

  #tellSubagents(message: ChatMessage, labels: ChatLabels): void {
    for (const { id, data } of subagentsOf(message)) {
      if (this.#told.get(id) === data.state) continue;
      this.#told.set(id, data.state);
      this.say(`${data.name ?? labels.subagent}: ${stateWords(data.state, labels)}`);
    }
  }
}

function subagentsOf({ parts }: ChatMessage): SubagentPart[] {
  return parts.filter(isSubagentPart);
}

function toolParts({ parts }: ChatMessage): ToolPart[] {
  return parts.filter((part) => 'toolCallId' in part);
}

function openRegion(root: ShadowRoot, urgency: 'polite' | 'assertive'): HTMLElement {
  const region = root.ownerDocument.createElement('div');
  region.setAttribute('aria-live', urgency);
  root.append(region);
  return region;
}

// Added nodes are queued by screen readers; a text that is replaced would cut the sentence before it short.
function announce(region: HTMLElement, words: string): void {
  if (!words) return;
  const line = region.ownerDocument.createElement('p');
  line.textContent = words;
  region.append(line);
}
