import { applyToolEvent } from '../protocol/apply-tool-event.ts';
import type { ToolEvent } from '../protocol/chat-event.ts';
import { toolName } from '../protocol/chat-message.ts';
import type { ChatMessage, MessagePart, ToolPart } from '../protocol/chat-message.ts';

/** One call of a tool that runs in the page. */
export interface ClientToolCall {
  readonly toolCallId: string;
  /** Aborts with the user's abort. */
  readonly signal: AbortSignal;
}

/** A tool that runs in the page, for a model that asks for it. */
export interface ClientTool {
  /** Does it; what it answers with goes to the model, what it throws as well. Must be JSON. */
  readonly execute: (input: unknown, call: ClientToolCall) => unknown;
  /** Whether the user must say yes first (`chat.approveTool`). @default false */
  readonly needsApproval?: boolean | ((input: unknown) => boolean);
}

/** The tools of the page, by the names the model calls them. */
export type ClientTools = Readonly<Record<string, ClientTool>>;

/** What became of a call that the app did itself. */
export type ToolResult = { readonly output: unknown } | { readonly errorText: string };

/** What the runner of client tools needs of its chat. */
export interface ToolRunnerHost {
  readonly tools: () => ClientTools | undefined;
  /** The newest message. */
  readonly last: () => ChatMessage | undefined;
  /** Shows the message with what became of a call. */
  readonly show: (message: ChatMessage) => void;
  /** Every call has its result: the model may go on. */
  readonly goOn: () => void;
}

/** Runs the calls of an answer that has ended. */
export interface ToolRunner {
  /** Runs what the newest answer asks for, or asks its user. */
  readonly start: () => void;
  readonly approve: (toolCallId: string, approved: boolean, reason?: string) => void;
  readonly settle: (toolCallId: string, result: ToolResult) => void;
  /** Whether a call is being run. */
  readonly isRunning: () => boolean;
  /** Stops what runs; its calls fail. */
  readonly abort: () => void;
}

/** Makes a runner that has nothing to do yet. */
export function createToolRunner(host: ToolRunnerHost): ToolRunner {
  const running = new Map<string, AbortController>();
  return {
    start() {
      for (const part of callsOf(host.last())) {
        const tool = host.tools()?.[toolName(part)];
        if (!tool || part.state !== 'input-available') continue;
        const { needsApproval = false } = tool;
        const mustAsk =
          typeof needsApproval === 'function' ? needsApproval(part.input) : needsApproval;
        if (mustAsk) ask(part.toolCallId);
        else void run(part, tool);
      }
    },
    approve,
    settle: (toolCallId, result) => tell(resultEvent(toolCallId, result)),
    isRunning: () => running.size > 0,
    abort() {
      for (const controller of running.values()) controller.abort();
    },
  };

  function ask(toolCallId: string): void {
    tell({ type: 'tool-approval-request', toolCallId, approvalId: toolCallId });
  }

  function approve(toolCallId: string, approved: boolean, reason?: string): void {
    const part = callsOf(host.last()).find((call) => call.toolCallId === toolCallId);
    if (part?.state !== 'approval-requested' || !part.approval) return;
    const because = reason === undefined ? {} : { reason };
    const tool = host.tools()?.[toolName(part)];
    // A call that the page is to run is not done with a yes; without one it is.
    if (tool && approved) void run(part, tool);
    else if (tool) tell({ type: 'tool-output-denied', toolCallId });
    else
      tell({ type: 'tool-approval-response', approvalId: part.approval.id, approved, ...because });
  }

  async function run({ toolCallId, input }: ToolPart, tool: ClientTool): Promise<void> {
    const controller = new AbortController();
    const { signal } = controller;
    running.set(toolCallId, controller);
    const result = await attemptTool(() => tool.execute(input, { toolCallId, signal }), signal);
    running.delete(toolCallId);
    tell(resultEvent(toolCallId, result), signal.aborted);
  }

  function tell(event: ToolEvent, isAborted = false): void {
    const message = host.last();
    if (!message) return;
    const next = applyToolEvent(message, event);
    host.show(next);
    if (!isAborted && callsOf(next).every(isSettled)) host.goOn();
  }
}

async function attemptTool(execute: () => unknown, signal: AbortSignal): Promise<ToolResult> {
  const aborted = new Promise<ToolResult>((resolve) => {
    signal.addEventListener('abort', () => resolve({ errorText: 'Aborted by the user.' }));
  });
  const executed = Promise.resolve()
    .then(execute)
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

/** The calls of the answer's last step that the provider does not run itself. */
function callsOf(message: ChatMessage | undefined): ToolPart[] {
  if (message?.role !== 'assistant') return [];
  const from = message.parts.findLastIndex(({ type }) => type === 'step-start') + 1;
  return message.parts.slice(from).filter(isOwnCall);
}

function isOwnCall(part: MessagePart): part is ToolPart {
  return 'toolCallId' in part && part.providerExecuted !== true;
}

function isSettled({ state }: ToolPart): boolean {
  return state.startsWith('output-') || state === 'approval-responded';
}
