import type { ChatEvent } from '../protocol/chat-event.ts';
import type { SubagentData } from '../protocol/subagent.ts';
import type { AgUiFrame } from './encode-ag-ui-tools.ts';
import { eventsBetween } from './events-between.ts';

/** What writes the frames of one agent. */
export interface AgUiFrames {
  push(event: ChatEvent): AgUiFrame[];
  /** Ends all that is open. */
  close(): AgUiFrame[];
}

/** The subagents of one run, told in AG-UI's words. */
export interface AgUiSubagents {
  /** The frames of what a `data-subagent` part has gained. */
  push(id: string, data: SubagentData, parentSubagentRunId?: string): AgUiFrame[];
  /** Ends those that are still at work. */
  end(): AgUiFrame[];
}

interface Told {
  readonly frames: AgUiFrames;
  data: SubagentData;
  isOpen: boolean;
}

/** Makes the writer of subagents; `framesFor` makes the writer of what one of them says and does. */
export function agUiSubagents(
  framesFor: (subagentRunId: string, subagents: AgUiSubagents) => AgUiFrames,
): AgUiSubagents {
  const told = new Map<string, Told>();

  function push(id: string, data: SubagentData, parent?: string): AgUiFrame[] {
    const known = told.get(id);
    const subagent = known ?? { frames: framesFor(id, subagents), data: nothing, isOpen: false };
    told.set(id, subagent);
    const begun = subagent.isOpen ? [] : [startOf(id, data, parent)];
    const events = eventsBetween(subagent.data.parts, data.parts);
    const said = attributed(
      id,
      events.flatMap((event) => subagent.frames.push(event)),
    );
    subagent.data = data;
    const isOpen = data.state === 'running';
    subagent.isOpen = true;
    const ended = isOpen ? [] : endOf(id, subagent);
    // What is told again at its end, and says nothing new, was ended before.
    const isNews = begun.length === 0 || known === undefined || isOpen || said.length > 0;
    return isNews ? [...begun, ...said, ...ended] : [];
  }

  function endOf(id: string, subagent: Told): AgUiFrame[] {
    subagent.isOpen = false;
    return [...attributed(id, subagent.frames.close()), lastOf(id, subagent.data)];
  }

  function end(): AgUiFrame[] {
    return [...told].toReversed().flatMap(([id, one]) => (one.isOpen ? endOf(id, one) : []));
  }

  const subagents = { push, end };
  return subagents;
}

const nothing: SubagentData = { state: 'running', parts: [] };

// Subagents inside of it have an owner of their own.
function attributed(subagentRunId: string, frames: readonly AgUiFrame[]): AgUiFrame[] {
  return frames.map((frame) => ({ subagentRunId, ...frame }));
}

function startOf(subagentRunId: string, data: SubagentData, parent?: string): AgUiFrame {
  const { name = 'subagent', description, toolCallId } = data;
  return {
    type: 'SUBAGENT_STARTED',
    subagentRunId,
    name,
    ...(description !== undefined && { description }),
    ...(parent !== undefined && { parentSubagentRunId: parent }),
    ...(toolCallId !== undefined && { parentToolCallId: toolCallId }),
  };
}

function lastOf(subagentRunId: string, { state, result, errorText }: SubagentData): AgUiFrame {
  if (state === 'error' || state === 'aborted') {
    const message = errorText ?? 'The run ended before its subagent.';
    return { type: 'SUBAGENT_ERROR', subagentRunId, message, code: state };
  }
  const outcome = { type: state === 'suspended' ? state : 'success' };
  return {
    type: 'SUBAGENT_FINISHED',
    subagentRunId,
    outcome,
    ...(result !== undefined && { result }),
  };
}
