import type { ToolEvent } from '../../protocol/chat-event.ts';
import type { ChatMessage, MessagePart, ToolPart } from '../../protocol/chat-message.ts';
import { closeCalls, isOpenCall } from '../../protocol/close-calls.ts';
import type { ChatCallbacks } from '../options/chat-callbacks.ts';
import { checkSchema } from '../../protocol/check-schema.ts';
import type { ChatView } from '../state/chat-view.ts';
import { findTool, type ClientTool, type ToolResult } from '../options/client-tool.ts';
import { attemptTool, mustAsk, resultEvent, stoppedCall } from './tool-outcome.ts';
import { planContinue } from '../state/plan-anew.ts';
import { goOnQuestion } from './go-on-question.ts';
import { isOwn, isSamePlace, openCalls, type Place } from './open-calls.ts';
import { isWaiting } from './tool-results.ts';

/** What the runner of client tools needs of its chat. */
export interface ToolRunnerHost {
  /** The page's tools, and the app's word on whether an answer goes on. */
  readonly callbacks: { readonly current: ChatCallbacks };
  readonly view: Pick<ChatView, 'getMessage' | 'getState'>;
  /** Tells what the app's word has thrown. */
  readonly tellFault: (cause: unknown) => void;
  /** Whether an answer is being read, here or in another tab. */
  readonly isReading: () => boolean;
  /** Shows all that has arrived of the answer that is read, with what the user has said meanwhile. */
  readonly push: (event?: ToolEvent) => void;
  /** Shows the message with what became of a call. */
  readonly show: (message: ChatMessage) => void;
  /** Every call has its result: the model may go on, as planned. */
  readonly goOn: (makePlan: typeof planContinue) => void;
  /** Nothing is left to do but what the user does. */
  readonly rest: () => void;
}

/** Runs the calls of an answer that has ended. */
export interface ToolRunner {
  /** Runs what an answer asks for, or asks its user. */
  readonly start: (messageId: string) => void;
  readonly approve: (toolCallId: string, approved: boolean, reason?: string) => void;
  readonly settle: (toolCallId: string, result: ToolResult) => void;
  /** Whether a call is being run. */
  readonly isRunning: () => boolean;
  /** Whether the user or the app has answered a call before the end of its answer. */
  readonly hasEarly: () => boolean;
  /** Stops what runs; its calls fail. Forgets what came early. */
  readonly abort: () => void;
}

/** Makes a runner that has nothing to do yet. */
export function createToolRunner(host: ToolRunnerHost): ToolRunner {
  const { tell, findLast } = openCalls(host);
  const question = goOnQuestion(host);
  const running = new Map<AbortController, Place>();
  /** What came before the end of the answer; the first word counts. */
  const early = new Map<string, ToolResult>();
  let hasAnswered = false;
  /** Whether it is being decided what follows a result. */
  let isDeciding = false;
  return {
    start,
    approve,
    settle,
    isRunning: () => running.size > 0 || isDeciding || question.isAsked(),
    hasEarly: () => early.size > 0 || hasAnswered,
    abort,
  };

  function start(messageId: string): void {
    const message = host.view.getMessage(messageId);
    const given = new Map(early);
    let isTold = hasAnswered || given.size > 0;
    forget();
    decide(messageId, () => {
      for (const [index, part] of (message?.parts ?? []).entries()) {
        if (!isOwn(part)) continue;
        const place = { messageId, index };
        const result = given.get(part.toolCallId);
        if (result) {
          tell(place, resultEvent(part.toolCallId, result));
          given.delete(part.toolCallId);
        } else if (begin(place, part)) isTold = true;
      }
      return isTold;
    });
  }

  /** Does what the page has to do for a call; answers whether the model has something to hear of it. */
  function begin(place: Place, part: ToolPart): boolean {
    const { state, toolCallId, approval, input } = part;
    const tool = findTool(host.callbacks.current.tools, part);
    if (!tool) return false;
    if (state === 'approval-responded') {
      if (approval?.approved !== true) tell(place, { type: 'tool-output-denied', toolCallId });
      else if (tool.execute) void check(place, part, tool, run);
      return true;
    }
    if (state !== 'input-available') return false;
    if (tool.inputSchema) void check(place, part, tool, ask);
    else ask(place, toolCallId, input, tool);
    return false;
  }

  /** Goes on with an input that fits its tool; one that does not is the call's error, for the reader and the model. */
  async function check(
    place: Place,
    { toolCallId, input }: ToolPart,
    tool: ClientTool,
    goOn: typeof ask,
  ): Promise<void> {
    const { inputSchema } = tool;
    if (!inputSchema) return goOn(place, toolCallId, input, tool);
    const controller = new AbortController();
    running.set(controller, place);
    const checked = await checkSchema(inputSchema, input);
    // Its call has ended with the abort.
    if (!running.has(controller)) return;
    decide(place.messageId, () => {
      running.delete(controller);
      if (checked.fault === undefined) {
        goOn(place, toolCallId, checked.value, tool);
        const given = early.get(toolCallId);
        early.delete(toolCallId);
        return given !== undefined && tell(place, resultEvent(toolCallId, given)) !== undefined;
      }
      const errorText = `The input does not fit the tool. ${checked.fault}`;
      tell(place, { type: 'tool-output-error', toolCallId, errorText });
      return true;
    });
  }

  /** Asks the user first where the tool wants that, or runs it. */
  function ask(place: Place, toolCallId: string, input: unknown, tool: ClientTool): void {
    const { execute } = tool;
    if (mustAsk(tool, input))
      tell(place, { type: 'tool-approval-request', toolCallId, approvalId: toolCallId });
    else if (execute) void run(place, toolCallId, input, tool);
  }

  function approve(toolCallId: string, approved: boolean, reason?: string): void {
    if (host.isReading()) host.push();
    const isAsked = (part: MessagePart): part is ToolPart =>
      isOpenCall(part) && part.toolCallId === toolCallId && part.state === 'approval-requested';
    const found = findLast(isAsked);
    if (!found?.part.approval) return;
    const event: ToolEvent = {
      type: 'tool-approval-response',
      approvalId: found.part.approval.id,
      approved,
      ...(reason !== undefined && { reason }),
    };
    if (host.isReading()) {
      hasAnswered = true;
      return host.push(event);
    }
    decide(found.place.messageId, () => {
      const answered = tell(found.place, event);
      if (answered) begin(found.place, answered);
      return true;
    });
  }

  function settle(toolCallId: string, result: ToolResult): void {
    if (host.isReading()) host.push();
    const found = findLast((part) => isOwn(part) && part.toolCallId === toolCallId);
    // Of an older answer, unknown, or settled already: whatever goes on now is left alone.
    if (!found) return;
    if (host.isReading()) {
      if (!early.has(toolCallId)) early.set(toolCallId, result);
      return;
    }
    const isRun = [...running.values()].some((place) => isSamePlace(place, found.place));
    if (isRun) {
      // Its input is still being checked.
      if (!findTool(host.callbacks.current.tools, found.part)?.execute)
        early.set(toolCallId, result);
      return;
    }
    decide(found.place.messageId, () => {
      tell(found.place, resultEvent(toolCallId, result));
      return true;
    });
  }

  async function run(
    place: Place,
    toolCallId: string,
    input: unknown,
    tool: ClientTool,
  ): Promise<void> {
    const controller = new AbortController();
    const { signal } = controller;
    running.set(controller, place);
    const result = await attemptTool(() => tool.execute?.(input, { toolCallId, signal }), signal);
    // Its call has ended with the abort.
    if (!running.has(controller)) return;
    decide(place.messageId, () => {
      running.delete(controller);
      tell(place, resultEvent(toolCallId, result));
      return true;
    });
  }

  function abort(): void {
    forget();
    question.drop();
    const stopped = [...running];
    running.clear();
    for (const [controller] of stopped) controller.abort();
    for (const [, { messageId }] of stopped) {
      const message = host.view.getMessage(messageId);
      if (message) host.show(closeCalls(message, stoppedCall));
    }
  }

  function forget(): void {
    early.clear();
    hasAnswered = false;
  }

  /** Lets something happen to the calls of a message, and then what follows from it: the chat is busy until that is known. */
  function decide(messageId: string, happen: () => boolean): void {
    isDeciding = true;
    let isTold = false;
    try {
      isTold = happen();
    } finally {
      isDeciding = false;
    }
    if (running.size > 0) return;
    const message = host.view.getMessage(messageId);
    const isNewest =
      message !== undefined && message.id === host.view.getState().messages.at(-1)?.id;
    const mayGoOn = host.callbacks.current.sendAutomaticallyWhen;
    if (mayGoOn && isNewest) void question.ask(mayGoOn);
    else if (isTold && isNewest && !message.parts.some(isWaiting)) host.goOn(planContinue);
    else host.rest();
  }
}
