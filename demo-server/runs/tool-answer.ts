import { ChatError, type ChatEvent } from 'rivulet/protocol';
import type { RunSource } from 'rivulet/server';
import type { AskedTool } from '../tasks/asked-tool.ts';

/** Makes the source of a run of a tool: its call, what it gives step by step, and a sentence about it. */
export function toolAnswer(tool: AskedTool, id: string, owner: string): RunSource {
  return ({ signal, begin }) => {
    begin();
    return eventsOf(tool, { id, owner, signal });
  };
}

interface Whose {
  readonly id: string;
  readonly owner: string;
  readonly signal: AbortSignal;
}

async function* eventsOf(
  tool: AskedTool,
  { id, owner, signal }: Whose,
): AsyncGenerator<ChatEvent, void, undefined> {
  const { name, title, input, reply } = tool;
  const toolCallId = `${id}-${name}`;
  const call = { toolCallId, providerExecuted: true };
  yield { type: 'start', messageId: id };
  yield { ...call, type: 'tool-input-available', toolName: name, title, input };
  try {
    let last: unknown;
    for await (const output of tool.run(signal, owner)) {
      last = output;
      yield { ...call, type: 'tool-output-available', output, preliminary: true };
    }
    yield { ...call, type: 'tool-output-available', output: last };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof ChatError)) throw error;
    yield { ...call, type: 'tool-output-error', errorText: error.message };
    yield { type: 'finish' };
    return;
  }
  yield { type: 'text-start', id: 'reply' };
  yield { type: 'text-delta', id: 'reply', delta: reply };
  yield { type: 'text-end', id: 'reply' };
  yield { type: 'finish', finishReason: 'stop' };
}
