import { applyEvent } from '../protocol/apply-event.ts';
import type { ChatEvent } from '../protocol/chat-event.ts';
import type { ChatMessage } from '../protocol/chat-message.ts';
import { at, textAt } from '../protocol/json.ts';
import type { SubagentData, SubagentState } from '../protocol/subagent.ts';
import { agUiLane, type AgUiLane } from './ag-ui-lane.ts';
import { AgUiWriter } from './ag-ui-writer.ts';
import type { JsonObject } from './json-dialect.ts';

interface Subagent {
  readonly id: string;
  readonly lane: AgUiLane;
  readonly parent: Subagent | undefined;
  facts: Omit<SubagentData, 'parts'>;
  /** What it wrote, as a message of its own. */
  message: ChatMessage;
}

/** The agents of one run: the parent, whose answer it is, and those that work for it. */
export interface AgUiAgents {
  /** Reads an event that somebody produced, and gives it to whose it is. */
  readonly read: (value: JsonObject) => void;
  /** Reads a message of a snapshot. */
  readonly readMessage: (message: unknown) => void;
  /** Ends all subagents that are still at work. */
  readonly settle: (state: SubagentState) => void;
}

/**
 * Attributes the events of a run by their `subagentRunId`: what a subagent produces becomes a `data-subagent` part, in the
 * parent's answer or in the part of the subagent that called it, and is told anew, as a whole, with each change. An event
 * that goes on with a message or call may leave its owner out.
 */
export function agUiAgents(main: AgUiLane): AgUiAgents {
  const subagents = new Map<string, Subagent>();

  function agentOf(id: string, parentId = ''): Subagent {
    const known = subagents.get(id);
    if (known) return known;
    // A parent has begun before its child, so no two can be each other's.
    const parent = subagents.get(parentId);
    const subagent: Subagent = {
      id,
      lane: agUiLane(new AgUiWriter()),
      parent,
      facts: { state: 'running' },
      message: { id, role: 'assistant', parts: [] },
    };
    subagents.set(id, subagent);
    return subagent;
  }

  function publish(subagent: Subagent, isChanged = false): void {
    const { id, lane, parent } = subagent;
    const before = subagent.message;
    for (const event of lane.answer.take()) {
      if ('transient' in event && event.transient) main.answer.emit(event);
      else subagent.message = applyEvent(subagent.message, event);
    }
    if (subagent.message === before && !isChanged) return;
    const data: SubagentData = { ...subagent.facts, parts: subagent.message.parts };
    const event: ChatEvent = { type: 'data-subagent', id, data };
    (parent?.lane ?? main).answer.emit(event);
    if (parent) publish(parent);
  }

  function start(value: JsonObject): void {
    const subagent = agentOf(textAt(value, 'subagentRunId'), textAt(value, 'parentSubagentRunId'));
    const facts = {
      name: textAt(value, 'name'),
      description: textAt(value, 'description'),
      toolCallId: textAt(value, 'parentToolCallId'),
    };
    const told = Object.fromEntries(Object.entries(facts).filter(([, words]) => words !== ''));
    subagent.facts = { ...subagent.facts, ...told, state: 'running' };
    publish(subagent, true);
  }

  function end(id: string, facts: Omit<SubagentData, 'parts'>): void {
    const subagent = agentOf(id);
    const { answer } = subagent.lane;
    answer.close();
    answer.tools.closeAll();
    subagent.facts = { ...subagent.facts, ...facts };
    publish(subagent, true);
  }

  function finish(value: JsonObject): void {
    const { result } = value;
    const isSuspended = at(value, 'outcome', 'type') === 'suspended';
    const hasResult = result !== undefined && result !== null;
    end(textAt(value, 'subagentRunId'), {
      state: isSuspended ? 'suspended' : 'complete',
      ...(hasResult && { result }),
    });
  }

  function fail(value: JsonObject): void {
    const errorText = textAt(value, 'message') || textAt(value, 'code') || 'The subagent failed.';
    end(textAt(value, 'subagentRunId'), { state: 'error', errorText });
  }

  /** The subagent that an event belongs to; `undefined` for the parent agent. */
  function ownerOf(value: JsonObject): Subagent | undefined {
    const owner = textAt(value, 'subagentRunId');
    if (subagents.size === 0 && !owner) return undefined;
    const type = textAt(value, 'type');
    // The result of a call is its caller's, whoever did the work.
    const isResult = type === 'TOOL_CALL_RESULT';
    const tagged = owner ? agentOf(owner) : undefined;
    const id = ['toolCallId', 'messageId', 'entityId']
      .map((name) => textAt(value, name))
      .find(Boolean);
    if (tagged && (!isResult || !id || tagged.lane.knows(id))) return tagged;
    // What begins without an owner is the parent's.
    if (!tagged && isOpener(value)) return undefined;
    const isIts = (lane: AgUiLane) => (id ? lane.knows(id) : lane.goesOn(type));
    if (isIts(main)) return undefined;
    const owners = [...subagents.values()].filter(({ lane }) => isIts(lane));
    return owners.length === 1 ? owners[0] : tagged;
  }

  function read(value: JsonObject): void {
    switch (value['type']) {
      case 'SUBAGENT_STARTED':
        return start(value);
      case 'SUBAGENT_FINISHED':
        return finish(value);
      case 'SUBAGENT_ERROR':
        return fail(value);
      default:
        break;
    }
    const owner = ownerOf(value);
    (owner?.lane ?? main).read(value);
    if (owner) publish(owner);
  }

  function readMessage(message: unknown): void {
    const id = textAt(message, 'subagentRunId');
    const owner = id ? agentOf(id) : undefined;
    (owner?.lane ?? main).readMessage(message);
    if (owner) publish(owner);
  }

  function settle(state: SubagentState): void {
    for (const { id, facts } of [...subagents.values()].toReversed()) {
      if (facts.state === 'running') end(id, { state });
    }
  }

  return { read, readMessage, settle };
}

function isOpener(value: JsonObject): boolean {
  const isNamed = 'role' in value || 'toolCallName' in value;
  const type = textAt(value, 'type');
  return /_(?:START|SNAPSHOT)$/.test(type) || (type.endsWith('_CHUNK') && isNamed);
}
