import { nextCall } from '../protocol/apply-tool-event.ts';
import type { ToolEvent } from '../protocol/chat-event.ts';
import type { ChatMessage, MessagePart, ToolPart } from '../protocol/chat-message.ts';
import { closeCalls, isOpenCall } from '../protocol/close-calls.ts';
import { attempt } from './attempt.ts';
import { findTool, type ClientTool, type ClientTools, type ToolResult } from './client-tool.ts';
import { planContinue } from './plan-anew.ts';

/** What the runner of client tools needs of its chat. */
export interface ToolRunnerHost {
  readonly tools: () => ClientTools | undefined;
  readonly find: (messageId: string) => ChatMessage | undefined;
  /** The newest message. */
  readonly last: () => ChatMessage | undefined;
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

/** A call by its place: ids may come again. */
interface Place {
  readonly messageId: string;
  readonly index: number;
}

/** Makes a runner that has nothing to do yet. */
export function createToolRunner(host: ToolRunnerHost): ToolRunner {
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
    isRunning: () => running.size > 0 || isDeciding,
    hasEarly: () => early.size > 0 || hasAnswered,
    abort,
  };

  function start(messageId: string): void {
    const message = host.find(messageId);
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
    const tool = findTool(host.tools(), part);
    if (!tool) return false;
    if (state === 'approval-responded') {
      if (approval?.approved === true) void run(place, part, tool);
      else tell(place, { type: 'tool-output-denied', toolCallId });
      return true;
    }
    if (state !== 'input-available') return false;
    const { needsApproval = false } = tool;
    // Where it throws, nobody has said that the tool may run.
    const mustAsk =
      typeof needsApproval === 'function'
        ? attempt(() => needsApproval(input)) !== false
        : needsApproval;
    if (mustAsk) tell(place, { type: 'tool-approval-request', toolCallId, approvalId: toolCallId });
    else void run(place, part, tool);
    return false;
  }

  function approve(toolCallId: string, approved: boolean, reason?: string): void {
    if (host.isReading()) host.push();
    const isAsked = (part: MessagePart): part is ToolPart =>
      isOpenCall(part) && part.toolCallId === toolCallId && part.state === 'approval-requested';
    const found = findLastCall(isAsked);
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
    const found = findLastCall((part) => isOwn(part) && part.toolCallId === toolCallId);
    // Of an older answer, unknown, or settled already: whatever goes on now is left alone.
    if (!found) return;
    if (host.isReading()) {
      if (!early.has(toolCallId)) early.set(toolCallId, result);
      return;
    }
    const isRun = [...running.values()].some(({ messageId, index }) => {
      return messageId === found.place.messageId && index === found.place.index;
    });
    if (isRun) return;
    decide(found.place.messageId, () => {
      tell(found.place, resultEvent(toolCallId, result));
      return true;
    });
  }

  async function run(
    place: Place,
    { toolCallId, input }: ToolPart,
    tool: ClientTool,
  ): Promise<void> {
    const controller = new AbortController();
    const { signal } = controller;
    running.set(controller, place);
    const result = await attemptTool(() => tool.execute(input, { toolCallId, signal }), signal);
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
    const stopped = [...running];
    running.clear();
    for (const [controller] of stopped) controller.abort();
    for (const [, { messageId }] of stopped) {
      const message = host.find(messageId);
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
    const message = host.find(messageId);
    const isNewest = message !== undefined && message.id === host.last()?.id;
    if (isTold && isNewest && !message.parts.some(isWaiting)) host.goOn(planContinue);
    else host.rest();
  }

  /** Applies an event to the call of a place, if it is still open. */
  function tell({ messageId, index }: Place, event: ToolEvent): ToolPart | undefined {
    const message = host.find(messageId);
    const part = message?.parts[index];
    if (!message || !isOpenCall(part)) return undefined;
    const next = nextCall(part, event);
    host.show({ ...message, parts: message.parts.with(index, next) });
    return next;
  }

  function findLastCall(
    isIt: (part: MessagePart) => boolean,
  ): { readonly place: Place; readonly part: ToolPart } | undefined {
    const message = host.last();
    const index = message?.role === 'assistant' ? message.parts.findLastIndex(isIt) : -1;
    const part = message?.parts[index];
    if (!message || !isOpenCall(part)) return undefined;
    return { place: { messageId: message.id, index }, part };
  }
}

const stoppedCall = 'Aborted by the user.';

async function attemptTool(execute: () => unknown, signal: AbortSignal): Promise<ToolResult> {
  const aborted = new Promise<ToolResult>((resolve) => {
    signal.addEventListener('abort', () => resolve({ errorText: stoppedCall }));
  });
  const executed = Promise.resolve()
    .then(() => (signal.aborted ? undefined : execute()))
    .then(
      (output): ToolResult => ({ output: output ?? null }),
      (error: unknown) => ({ errorText: error instanceof Error ? error.message : String(error) }),
    );
  return Promise.race([executed, aborted]);
}

function resultEvent(toolCallId: string, result: ToolResult): ToolEvent {
  if ('errorText' in result) return { type: 'tool-output-error', toolCallId, ...result };
  return { type: 'tool-output-available', toolCallId, ...result };
}

/** Whether a call is open that the provider does not run itself. */
function isOwn(part: MessagePart): part is ToolPart {
  return isOpenCall(part) && part.providerExecuted !== true;
}

/** Whether the model would wait in vain: for a result, or for a yes or no. */
function isWaiting(part: MessagePart): boolean {
  if (!isOpenCall(part) || part.state === 'approval-responded') return false;
  return part.providerExecuted !== true || part.state === 'approval-requested';
}
