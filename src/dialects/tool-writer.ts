import type { ChatEvent, ProviderMetadata } from '../protocol/chat-event.ts';
import { isRecord, tryJson } from '../protocol/json.ts';
import { mergeProviders } from './merge-providers.ts';

/** What is known of a tool call when it begins. */
export interface ToolFacts {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  /** Whether the provider runs the tool itself. */
  readonly isHosted?: boolean;
  /** Whether the input is plain text, not JSON. */
  readonly isText?: boolean | undefined;
  /** What the provider wants back with the call. */
  readonly providerMetadata?: ProviderMetadata | undefined;
}

interface OpenTool {
  readonly id: string;
  readonly name: string;
  readonly isHosted: boolean;
  readonly isText: boolean;
  text: string;
  expected: string;
  isClosed: boolean;
  /** Whether it has a result, or a question was asked about it. */
  isPast: boolean;
  input: unknown;
  providerMetadata: ProviderMetadata | undefined;
}

/** What is asked about a call before it may run. */
export interface ToolQuestion {
  readonly approvalId: string;
  /** What the server tells of the question, in a shape of its own. */
  readonly approvalDescriptor?: unknown;
  /** Why it is asked. */
  readonly reason?: string;
}

/** What a `ToolWriter` writes to. */
export interface ToolSink {
  emit(event: ChatEvent): void;
  close(): void;
}

/** Writes the events of tool calls, each named by the key that its format uses: an index or an id. */
export class ToolWriter {
  readonly #sink: ToolSink;
  #tools = new Map<string | number, OpenTool>();
  // How many calls there were in the steps before.
  #before = 0;

  constructor(sink: ToolSink) {
    this.#sink = sink;
  }

  /** How many calls have begun. */
  get size(): number {
    return this.#before + this.#tools.size;
  }

  /** Begins another step, whose keys are its own. */
  startStep(): void {
    this.closeAll();
    this.#before += this.#tools.size;
    this.#tools = new Map();
  }

  /** Whether a call waits for its client to run it. */
  get isAsking(): boolean {
    return [...this.#tools.values()].some(({ isHosted }) => !isHosted);
  }

  /** Says whether a call of this key has begun. */
  has(key: string | number): boolean {
    return this.#tools.has(key);
  }

  /** Says whether a call of this id has begun. */
  hasId(id: string): boolean {
    return [...this.#tools.values()].some((tool) => tool.id === id);
  }

  /** Gives the id of the call of this key, or `undefined` before it has begun. */
  idOf(key: string | number): string | undefined {
    return this.#tools.get(key)?.id;
  }

  /** Begins a call, once for each key. */
  open(key: string | number, facts: ToolFacts = {}): void {
    if (this.#tools.has(key)) return;
    const { id = '', name = '', isHosted = false, isText = false, providerMetadata } = facts;
    const callId = this.#unique(
      id || `call-${this.#before ? `${this.#before}-` : ''}${String(key)}`,
    );
    const call = { id: callId, name, isHosted, isText, providerMetadata };
    const rest = { text: '', expected: '', isClosed: false, isPast: false, input: undefined };
    const tool: OpenTool = { ...call, ...rest };
    this.#tools.set(key, tool);
    this.#sink.close();
    this.#sink.emit({
      type: 'tool-input-start',
      ...factsOf(tool),
      ...(isText && { inputEncoding: 'text' }),
    });
  }

  /** Keeps what the provider wants back with a call, beside what was kept before; told when the input is whole. */
  sign(key: string | number, providerMetadata: ProviderMetadata): void {
    const tool = this.#tools.get(key);
    if (tool) tool.providerMetadata = mergeProviders(tool.providerMetadata, providerMetadata);
  }

  /** Like `sign`, also for a call whose input is whole; says whether it could still be told. */
  seal(key: string | number, providerMetadata: ProviderMetadata): boolean {
    const tool = this.#tools.get(key);
    if (!tool || tool.isPast) return false;
    this.sign(key, providerMetadata);
    if (tool.isClosed) this.#sink.emit(inputEvent(tool, tool.input));
    return true;
  }

  /** Asks whether a call may run. */
  ask(key: string | number, question: ToolQuestion): void {
    this.close(key);
    const tool = this.#tools.get(key);
    if (tool) tool.isPast = true;
    const toolCallId = tool?.id ?? String(key);
    this.#sink.emit({ type: 'tool-approval-request', toolCallId, ...question });
  }

  // Some servers give every call the same id.
  #unique(id: string): string {
    const isTaken = (tried: string) => [...this.#tools.values()].some((tool) => tool.id === tried);
    let unique = id;
    for (let count = 2; isTaken(unique); count++) unique = `${id}-${count}`;
    return unique;
  }

  /** Adds a piece of the input's text. */
  append(key: string | number, delta: string): void {
    if (!delta) return;
    this.open(key);
    const tool = this.#tools.get(key);
    if (!tool || tool.isClosed) return;
    tool.text += delta;
    this.#sink.emit({ type: 'tool-input-delta', toolCallId: tool.id, inputTextDelta: delta });
  }

  /** Notes the input that a call began with, for the case that nothing more comes of it. */
  expect(key: string | number, input: string): void {
    const tool = this.#tools.get(key);
    if (tool) tool.expected = input;
  }

  /** Ends the input, once; `input` is the whole of it where the format says so, as value or as JSON. */
  close(key: string | number, input?: unknown): void {
    const tool = this.#tools.get(key);
    if (!tool || tool.isClosed) return;
    tool.isClosed = true;
    tool.input = input ?? (tool.text || tool.expected);
    this.#sink.emit(inputEvent(tool, tool.input));
  }

  /** Ends every input that is still open. */
  closeAll(): void {
    for (const key of this.#tools.keys()) this.close(key);
  }

  /** Writes what a call gave; `preliminary` output will be replaced. */
  output(key: string | number, output: unknown, preliminary = false): void {
    this.close(key);
    const facts = this.#resultFacts(key);
    this.#sink.emit({
      type: 'tool-output-available',
      ...facts,
      output,
      ...(preliminary && { preliminary }),
    });
  }

  /** Writes that a call failed. */
  fail(key: string | number, errorText: string): void {
    this.close(key);
    this.#sink.emit({ type: 'tool-output-error', ...this.#resultFacts(key), errorText });
  }

  #resultFacts(key: string | number): {
    toolCallId: string;
    dynamic: true;
    providerExecuted?: true;
  } {
    const tool = this.#tools.get(key);
    if (tool) tool.isPast = true;
    const toolCallId = tool?.id ?? String(key);
    return {
      toolCallId,
      dynamic: true,
      ...(tool?.isHosted && { providerExecuted: true as const }),
    };
  }
}

function factsOf({ id, name, isHosted, providerMetadata }: OpenTool): {
  toolCallId: string;
  toolName: string;
  dynamic: true;
  providerExecuted?: true;
  providerMetadata?: ProviderMetadata;
} {
  const call = {
    toolCallId: id,
    toolName: name,
    dynamic: true as const,
    ...(providerMetadata && { providerMetadata }),
  };
  return isHosted ? { ...call, providerExecuted: true } : call;
}

function inputEvent(tool: OpenTool, given: unknown): ChatEvent {
  const call = factsOf(tool);
  const input = typeof given === 'string' && !tool.isText ? parseInput(given) : given;
  if (input !== undefined) return { type: 'tool-input-available', ...call, input };
  const errorText = 'The model wrote arguments that are not JSON.';
  return { type: 'tool-input-error', ...call, input: given, errorText };
}

// No arguments are written as nothing, `null` or an empty string by several providers.
function parseInput(text: string): unknown {
  const value = text.trim() === '' ? {} : tryJson(text);
  if (value === null || value === '') return {};
  // Some models encode the arguments twice.
  const inner = typeof value === 'string' ? tryJson(value) : undefined;
  return isRecord(inner) ? inner : value;
}
