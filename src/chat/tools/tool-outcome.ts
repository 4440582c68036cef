import type { ToolEvent } from '../../protocol/chat-event.ts';
import type { ClientTool, ToolResult } from '../options/client-tool.ts';
import { attempt } from '../state/attempt.ts';

/** What the model is told of a call that its user has stopped. */
export const stoppedCall = 'Aborted by the user.';

/** Says whether the user is asked first. Where the tool throws, nobody has said that it may run. */
export function mustAsk({ needsApproval = false }: ClientTool, input: unknown): boolean {
  if (typeof needsApproval !== 'function') return needsApproval;
  return attempt(() => needsApproval(input)) !== false;
}

/** Runs a tool; what it throws, and the abort of `signal`, is its result. */
export async function attemptTool(
  execute: () => unknown,
  signal: AbortSignal,
): Promise<ToolResult> {
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

/** The event that tells a result. */
export function resultEvent(toolCallId: string, result: ToolResult): ToolEvent {
  if ('errorText' in result) return { type: 'tool-output-error', toolCallId, ...result };
  return { type: 'tool-output-available', toolCallId, ...result };
}
