import type { ChatMessage, ToolPart } from '../../protocol/chat-message.ts';
import { toolName } from '../../protocol/chat-message.ts';
import { messageMarkdown } from '../../protocol/message-text.ts';
import { isSubagentPart, type SubagentPart } from '../../protocol/subagent.ts';
import type { ChatLabels } from '../labels/chat-labels.ts';
import { endLabel } from '../labels/end-label.ts';
import { howMuch, type HowMuch } from './how-much.ts';
import { Narrator } from './narrator.ts';
import { PacedSpeech } from './paced-speech.ts';
import type { SpeechClock } from './speech-clock.ts';
import type { SpokenFormula } from './spoken-lines.ts';
import { stateWords } from '../labels/state-words.ts';
import { toolTitle } from '../tools/readable-name.ts';

/** What the voice looks at. */
export interface Seen {
  readonly messages: readonly ChatMessage[];
  readonly isBusy: boolean;
  readonly droppedTurns: number;
  /** How many messages wait for the present answer. */
  readonly queued: number;
  readonly announce: 'full' | 'brief' | 'off';
  readonly spokenFormula: SpokenFormula | undefined;
  readonly labels: ChatLabels;
  /** Tools whose calls are answered by themselves. @default none */
  readonly allowed?: ReadonlySet<string> | undefined;
  /** @default the page's */
  readonly clock?: SpeechClock | undefined;
}

/** Says what is new of the newest message, each thing once, with pauses between; what asks for a yes is said at once. */
export class StreamVoice {
  readonly #host: HTMLElement;
  readonly #calm: HTMLElement;
  readonly #urgent: HTMLElement;
  readonly #speech: PacedSpeech;
  /** How much is said now. */
  #much: HowMuch = 'answer';
  #id: string | undefined;
  #narrator: Narrator | undefined;
  #isOver = true;
  /** With which message the chat begins. */
  #first: string | undefined;
  /** The newest message that was looked at. */
  #last: string | undefined;
  #queued: number | undefined;
  /** The state of each tool call, that it thinks, and that it answers, as they were told last. */
  readonly #told = new Map<string, string>();
  /** Whether somebody waits for an answer. */
  #isAwaited = false;
  /** Whether it was told that the model no longer sees the oldest messages. */
  #isForgetting = false;

  constructor(host: HTMLElement) {
    this.#host = host;
    // In a shadow root the words reach the accessibility tree only: a page search, a copy of the chat and the queries of
    // tests would else find every sentence twice.
    const shadow = host.attachShadow({ mode: 'closed' });
    this.#calm = openRegion(shadow, 'polite');
    this.#urgent = openRegion(shadow, 'assertive');
    this.#speech = new PacedSpeech((words) => announce(this.#calm, words));
  }

  /** Looks at what is shown and says what is new. */
  tell(seen: Seen): void {
    if (seen.clock) this.#speech.clock = seen.clock;
    this.#much = howMuch(this.#host, seen.announce);
    const { messages, queued, labels } = seen;
    if (queued > (this.#queued ?? queued)) this.#news(labels.queued);
    this.#queued = queued;
    this.#look(seen);
    // Nobody waits for what is not shown any more.
    if (messages.length === 0) this.#speech.drop();
    this.#speech.go();
  }

  /** Says nothing more until it is told something. */
  rest(): void {
    this.#speech.rest();
  }

  #look(seen: Seen): void {
    const { messages, isBusy } = seen;
    const [first, last] = [messages[0], messages.at(-1)];
    // Another chat has another beginning: its answers are not the ones that were waited for.
    const isSame =
      this.#first === undefined ||
      first?.id === this.#first ||
      messages.some(({ id }) => id === this.#last);
    const isAwaited = isSame && (this.#isAwaited || isBusy);
    this.#first = first?.id;
    this.#isAwaited = isBusy || last?.role === 'user';
    if (!last) this.#isForgetting = false;
    for (const message of this.#newOnes(messages)) this.#follow(message, isAwaited, seen);
    this.#last = last?.id;
  }

  /** The newest message, and what has come before it since: a question that waited is asked the moment an answer ends. */
  #newOnes(messages: readonly ChatMessage[]): readonly ChatMessage[] {
    const isNext = messages.at(-1)?.id !== this.#last;
    const from = isNext ? messages.findLastIndex(({ id }) => id === this.#last) : -1;
    return messages.slice(from);
  }

  #follow(message: ChatMessage, isAwaited: boolean, seen: Seen): void {
    if (message.role !== 'assistant') return;
    const { labels } = seen;
    if (this.#id !== message.id) this.#begin(message, isAwaited, seen);
    this.#tellMemory(seen);
    this.#tellThought(message, labels);
    this.#tellTools(message, seen);
    this.#tellSubagents(message, labels);
    this.#tellAnswer(message, labels);
  }

  #begin(message: ChatMessage, isAwaited: boolean, { spokenFormula, labels }: Seen): void {
    const isHistory = message.end !== undefined && !isAwaited;
    const { id, siblings = [] } = message;
    const isVersion = this.#id !== undefined && siblings.includes(this.#id);
    this.#id = id;
    this.#isOver = isHistory;
    this.#narrator = new Narrator({ words: labels, spokenFormula });
    this.#calm.replaceChildren();
    this.#urgent.replaceChildren();
    this.#told.clear();
    if (!isHistory) return;
    this.#passOver(message);
    if (isVersion) this.#news(labels.version(siblings.indexOf(id) + 1, siblings.length));
  }

  /** What is history is not read out, but what is added to it is. */
  #passOver(message: ChatMessage): void {
    this.#speech.drop();
    this.#narrator?.take(messageMarkdown(message), true);
    // A call that still waits for its user's yes is no history.
    for (const part of toolParts(message)) this.#told.set(part.toolCallId, part.state);
    for (const { id, data } of subagentsOf(message)) this.#told.set(id, data.state);
  }

  /** What happens: for who is in the chat. */
  #news(words: string): void {
    if (this.#much === 'answer' || this.#much === 'news') this.#speech.say(words);
  }

  #tellAnswer(message: ChatMessage, labels: ChatLabels): void {
    const isDone = message.end !== undefined;
    // An answer goes on after its tools have run, or when it is continued.
    if (isDone && this.#isOver) return;
    this.#isOver = isDone;
    // What is not read now is not made up for later.
    const sentences = this.#narrator?.take(messageMarkdown(message), isDone) ?? '';
    const isRead = this.#much === 'answer';
    if (isRead) this.#speech.say(sentences);
    else if (sentences && !isDone && !this.#told.has(answerKey)) this.#news(labels.answerBegins);
    if (sentences) this.#told.set(answerKey, '');
    if (!isDone) return;
    for (const { toolCallId } of toolParts(message)) this.#speech.drop(toolCallId);
    if (this.#much === 'asks') return;
    const end = endLabel(message, labels);
    this.#speech.say(end || isRead || !this.#told.has(answerKey) ? end : labels.answerIsThere);
  }

  #tellMemory({ droppedTurns, labels }: Seen): void {
    if (droppedTurns === 0 || this.#isForgetting) return;
    this.#isForgetting = true;
    if (!this.#isOver) this.#news(labels.droppedTurns(droppedTurns));
  }

  #tellThought({ parts, end }: ChatMessage, { thinking }: ChatLabels): void {
    const last = parts.at(-1);
    const isThinking =
      end === undefined && last?.type === 'reasoning' && last.state === 'streaming';
    if (!isThinking || this.#told.has(thoughtKey)) return;
    this.#told.set(thoughtKey, thinking);
    this.#news(thinking);
  }

  #tellTools(message: ChatMessage, { labels, allowed }: Seen): void {
    for (const part of toolParts(message)) {
      const { toolCallId, state } = part;
      if (this.#told.get(toolCallId) === state) continue;
      this.#told.set(toolCallId, state);
      this.#speech.drop(toolCallId);
      const name = toolTitle(part, labels);
      const words = `${name}: ${labels.toolState(state)}`;
      const isAsking = state === 'approval-requested' && !allowed?.has(toolName(part));
      if (isAsking) announce(this.#urgent, labels.approvalQuestion(name));
      else if (state === 'output-error') this.#news(labels.toolFailed(name, part.errorText ?? ''));
      else if (state === 'output-denied') this.#news(words);
      else if (state === 'input-available') this.#tellRunning(toolCallId, words);
    }
  }

  // Most calls are over before one could have heard of them.
  #tellRunning(about: string, words: string): void {
    if (this.#much === 'answer' || this.#much === 'news') this.#speech.sayIfLasting(about, words);
  }

  #tellSubagents(message: ChatMessage, labels: ChatLabels): void {
    for (const { id, data } of subagentsOf(message)) {
      if (this.#told.get(id) === data.state) continue;
      this.#told.set(id, data.state);
      this.#news(`${data.name ?? labels.subagent}: ${stateWords(data.state, labels)}`);
    }
  }
}

/** Under what is kept that was told of the thought and the answer: no call has such an id. */
const thoughtKey = '\0thought';
const answerKey = '\0answer';

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
