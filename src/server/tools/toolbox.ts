import { ChatError } from '../../protocol/chat-error.ts';
import type { ToolEvent } from '../../protocol/chat-event.ts';
import { toolName, type ChatMessage, type ToolPart } from '../../protocol/chat-message.ts';
import { checkSchema } from '../../protocol/check-schema.ts';
import { isOpenCall } from '../../protocol/close-calls.ts';
import type { ChatQuestion } from '../answers/answer.ts';
import type { ApprovalSeal } from './approval-seal.ts';
import type { ServerTool, ServerTools } from './server-tool.ts';

/** What a toolbox works with. */
export interface ToolboxOptions {
  readonly tools: ServerTools;
  readonly seal: ApprovalSeal;
  /** Is told what a tool failed of, unless it is a `ChatError`, which is for its reader. */
  readonly onError: (error: unknown) => void;
}

/** Does the calls of a server's tools, and tells what became of each. */
export class Toolbox {
  readonly #tools: ServerTools;
  readonly #seal: ApprovalSeal;
  readonly #onError: (error: unknown) => void;

  constructor({ tools, seal, onError }: ToolboxOptions) {
    this.#tools = tools;
    this.#seal = seal;
    this.#onError = onError;
  }

  /** Whether a tool of this name is here. */
  has(name: string): boolean {
    return Object.hasOwn(this.#tools, name);
  }

  /** The calls of a message that are to be done here and have no result. */
  openCalls({ parts }: ChatMessage): readonly ToolPart[] {
    return parts
      .filter((part) => isOpenCall(part))
      .filter((part) => part.providerExecuted !== true && this.has(toolName(part)));
  }

  /** Does what the model asks for, all at once; what needs its user's leave is asked for. */
  begin(calls: readonly ToolPart[], question: ChatQuestion): AsyncGenerator<ToolEvent> {
    return asTheyEnd(
      calls.map((call) => this.#do(call, question, false)),
      question.signal,
    );
  }

  /** Does what the user has allowed, and tells the model of what he has not. */
  goOn(calls: readonly ToolPart[], question: ChatQuestion): AsyncGenerator<ToolEvent> {
    return asTheyEnd(
      calls
        .filter(({ state }) => state === 'approval-responded')
        .map((call) => this.#decided(call, question)),
      question.signal,
    );
  }

  async #decided(call: ToolPart, question: ChatQuestion): Promise<ToolEvent> {
    const { toolCallId, approval } = call;
    if (approval?.approved !== true) return { type: 'tool-output-denied', toolCallId };
    // What nobody here has asked is asked now: the seal is of another process, or of another call.
    if (!(await this.#seal.fits(call, question))) return this.#request(call, question);
    return this.#do(call, question, true);
  }

  async #do(call: ToolPart, question: ChatQuestion, isAllowed: boolean): Promise<ToolEvent> {
    const { toolCallId } = call;
    const tool = this.#tools[toolName(call)];
    if (!tool) return { type: 'tool-output-denied', toolCallId };
    const { input: schema } = tool;
    const checked = schema ? await checkSchema(schema, call.input) : { value: call.input };
    if (checked.fault !== undefined) {
      const errorText = `The input does not fit the tool. ${checked.fault}`;
      return { type: 'tool-output-error', toolCallId, errorText };
    }
    if (!isAllowed && (await this.#mustAsk(tool, checked.value)))
      return this.#request(call, question);
    try {
      const { signal } = question;
      const output = (await tool.execute(checked.value, { toolCallId, signal, question })) ?? null;
      // What no JSON holds is the tool's fault, and must not end the answer.
      JSON.stringify(output);
      return { type: 'tool-output-available', toolCallId, output };
    } catch (error) {
      return { type: 'tool-output-error', toolCallId, errorText: this.#wordsOf(error, question) };
    }
  }

  async #request(call: ToolPart, question: ChatQuestion): Promise<ToolEvent> {
    const { toolCallId } = call;
    const signature = await this.#seal.of(call, question);
    return { type: 'tool-approval-request', approvalId: toolCallId, toolCallId, signature };
  }

  async #mustAsk({ approval = false }: ServerTool, input: unknown): Promise<boolean> {
    if (typeof approval !== 'function') return approval;
    try {
      return await approval(input);
    } catch (error) {
      // Nobody has said that it may run.
      this.#onError(error);
      return true;
    }
  }

  #wordsOf(error: unknown, { signal }: ChatQuestion): string {
    if (error instanceof ChatError && error.code !== 'config') return error.message;
    if (!signal.aborted) this.#onError(error);
    return 'The tool failed on the server.';
  }
}

/** What comes of each, in the order of their ends; nothing more once `signal` is aborted. */
async function* asTheyEnd<T>(
  running: readonly Promise<T>[],
  signal: AbortSignal,
): AsyncGenerator<T, void, undefined> {
  const aborted = new Promise<undefined>((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  const left = new Map(
    running.map((each, place) => [place, each.then((value) => ({ place, value }))]),
  );
  while (left.size > 0) {
    const next = await Promise.race([aborted, ...left.values()]);
    if (!next) return;
    left.delete(next.place);
    yield next.value;
  }
}
