import type { ChatEvent, FinishReason, ProviderMetadata } from '../protocol/chat-event.ts';
import { at } from '../protocol/json.ts';
import type { MessageMetadata } from '../protocol/message-metadata.ts';
import { isSubagentPart } from '../protocol/subagent.ts';
import { agUiSubagents, type AgUiFrames, type AgUiSubagents } from './encode-ag-ui-subagents.ts';
import { agUiToolCalls, type AgUiFrame } from './encode-ag-ui-tools.ts';
import type { EventEncoder } from './event-encoder.ts';
import { finishWordOf } from './openai-completion.ts';

/** What AG-UI calls a chat and an answer. */
export interface AgUiEncoderOptions {
  /** The thread that every event belongs to. */
  readonly threadId: string;

  /** The run that `RUN_STARTED` names. */
  readonly runId: string;
}

/**
 * Encodes the events of one answer as one run of AG-UI 1.0, which TanStack AI speaks too. Sources, files and data parts
 * become `CUSTOM` events, but for the state, activities and subagents that AG-UI knows itself; transient ones are left out.
 * `reset-step` has no counterpart.
 */
export function agUiEncoder(options: AgUiEncoderOptions): EventEncoder {
  const subagents = agUiSubagents((id, inner) => agUiFrames({ ...options, runId: id }, inner, id));
  const frames = agUiFrames(options, subagents);
  return { push: (event) => frames.push(event).map((frame) => JSON.stringify(frame)) };
}

// The frames of one agent: of the run itself, or of the subagent that `parentId` names as the parent of others.
function agUiFrames(
  { threadId, runId }: AgUiEncoderOptions,
  subagents: AgUiSubagents,
  parentId?: string,
): AgUiFrames {
  const run = { threadId, runId };
  const tools = agUiToolCalls();
  let messageId = runId;
  let metadata: MessageMetadata = {};
  let texts = 0;
  let steps = 0;
  // The open texts by kind and id: what they are called here. A run may not finish before them.
  const open = new Map<string, string>();

  function openText(id: string): AgUiFrame[] {
    const name = texts === 0 ? messageId : `${messageId}-${texts}`;
    texts++;
    const before = close(`text ${id}`);
    open.set(`text ${id}`, name);
    return [...before, { type: 'TEXT_MESSAGE_START', messageId: name, role: 'assistant' }];
  }

  function openReasoning(id: string, seal: ProviderMetadata | undefined): AgUiFrame[] {
    const name = `${messageId}-reasoning-${id}`;
    const before = close(`reasoning ${id}`);
    open.set(`reasoning ${id}`, name);
    return [
      ...before,
      { type: 'REASONING_START', messageId: name },
      { type: 'REASONING_MESSAGE_START', messageId: name, role: 'reasoning' },
      ...sealOf(seal, name),
    ];
  }

  function write(kind: 'text' | 'reasoning', id: string, delta: string): AgUiFrame[] {
    const name = open.get(`${kind} ${id}`);
    if (name === undefined || delta === '') return [];
    return [{ type: `${kind.toUpperCase()}_MESSAGE_CONTENT`, messageId: name, delta }];
  }

  function close(key: string, seal?: ProviderMetadata): AgUiFrame[] {
    const name = open.get(key);
    if (name === undefined) return [];
    open.delete(key);
    const id = { messageId: name };
    const sealed = sealOf(seal, name);
    if (key.startsWith('text ')) return [{ type: 'TEXT_MESSAGE_END', ...id }, ...sealed];
    return [{ type: 'REASONING_MESSAGE_END', ...id }, ...sealed, { type: 'REASONING_END', ...id }];
  }

  function closeAll(): AgUiFrame[] {
    return [...[...open.keys()].flatMap((key) => close(key)), ...tools.end()];
  }

  function note(facts: MessageMetadata = {}): AgUiFrame[] {
    metadata = { ...metadata, ...facts, usage: { ...metadata.usage, ...facts.usage } };
    return [];
  }

  function finish(outcome: 'success' | 'cancelled', more: AgUiFrame = {}): AgUiFrame[] {
    const usage = usageOf(metadata);
    return [
      ...subagents.end(),
      ...closeAll(),
      { type: 'RUN_FINISHED', ...run, outcome: { type: outcome }, ...more, ...usage },
    ];
  }

  function framesOf(event: ChatEvent): AgUiFrame[] {
    switch (event.type) {
      case 'start':
        messageId = event.messageId ?? messageId;
        note(event.messageMetadata);
        return [{ type: 'RUN_STARTED', ...run }];
      case 'text-start':
        return openText(event.id);
      case 'reasoning-start':
        return openReasoning(event.id, event.providerMetadata);
      case 'text-delta':
        return write('text', event.id, event.delta);
      case 'reasoning-delta':
        return write('reasoning', event.id, event.delta);
      case 'text-end':
        return close(`text ${event.id}`, event.providerMetadata);
      case 'reasoning-end':
        return close(`reasoning ${event.id}`, event.providerMetadata);
      case 'start-step':
        return [{ type: 'STEP_STARTED', stepName: `step-${++steps}` }];
      case 'finish-step':
        return [...closeAll(), { type: 'STEP_FINISHED', stepName: `step-${steps}` }];
      case 'message-metadata':
        return note(event.messageMetadata);
      case 'finish':
        note(event.messageMetadata);
        return finish('success', finishFacts(event.finishReason));
      case 'abort':
        return finish('cancelled');
      case 'error':
        return [...subagents.end(), ...closeAll(), { type: 'RUN_ERROR', message: event.errorText }];
      default:
        return tools.push(event, messageId) ?? dataOf(event);
    }
  }

  function dataOf(event: ChatEvent): AgUiFrame[] {
    if (event.type !== 'data-subagent' || !('data' in event)) return customOf(event);
    const { id = '', data } = event;
    const part = { type: event.type, id, data } as const;
    return isSubagentPart(part) ? subagents.push(id, part.data, parentId) : customOf(event);
  }

  return { push: framesOf, close: closeAll };
}

// What a model wants back with its thoughts; of a call it names the call itself.
function sealOf(metadata: ProviderMetadata | undefined, messageId: string): AgUiFrame[] {
  const { encryptedValue, subtype, entityId } = (at(metadata, 'ag-ui') ?? {}) as AgUiFrame;
  if (typeof encryptedValue !== 'string') return [];
  const isCall = subtype === 'tool-call';
  const entity = isCall ? { subtype, entityId } : { subtype: 'message', entityId: messageId };
  return [{ type: 'REASONING_ENCRYPTED_VALUE', ...entity, encryptedValue }];
}

// AG-UI has no reason of its own; TanStack AI looks for it here.
function finishFacts(reason: FinishReason | undefined): AgUiFrame {
  return { metadata: { tanstack: { finishReason: finishWordOf(reason) } } };
}

function customOf(event: ChatEvent): AgUiFrame[] {
  if ('transient' in event && event.transient) return [];
  if (!('data' in event)) return [{ type: 'CUSTOM', name: event.type, value: event }];
  if (event.type === 'data-state') return [{ type: 'STATE_SNAPSHOT', snapshot: event.data }];
  const isActivity = at(event.data, 'type') === 'ACTIVITY_SNAPSHOT';
  if (event.type === 'data-activity' && isActivity) return [event.data as AgUiFrame];
  return [{ type: 'CUSTOM', name: event.type.slice('data-'.length), value: event.data }];
}

function usageOf({ usage, model }: MessageMetadata): AgUiFrame {
  const counts = {
    inputTokens: usage?.promptTokens,
    outputTokens: usage?.outputTokens,
    cachedInputTokens: usage?.cachedTokens,
    reasoningTokens: usage?.reasoningTokens,
  };
  const isCounted = Object.values(counts).some((count) => count !== undefined);
  return isCounted ? { usage: [{ model, ...counts }] } : {};
}
