import {
  toolName,
  type ChatMessage,
  type FilePart,
  type MessagePart,
  type TextPart,
  type ToolPart,
} from '../protocol/chat-message.ts';
import { at, isRecord, textAt } from '../protocol/json.ts';
import { isSubagentPart } from '../protocol/subagent.ts';

/** A message in AG-UI's words. */
export type AgUiMessage = Readonly<Record<string, unknown>> & {
  /** Names the message. */
  readonly id: string;

  /** Who or what the message comes from. */
  readonly role: 'system' | 'user' | 'assistant' | 'tool' | 'reasoning' | 'activity';
};

interface Call {
  readonly id: string;
  readonly type: 'function';
  readonly function: { readonly name: string; readonly arguments: string };
  readonly encryptedValue?: string;
}

/** The messages of a chat as AG-UI keeps them: one for each text, thought, result and activity. */
export function agUiHistory(messages: readonly ChatMessage[]): AgUiMessage[] {
  return messages.flatMap((message) => {
    const { id, role, parts } = message;
    if (role === 'assistant') return answerOf(id, parts);
    return [{ id, role, content: role === 'system' ? textOf(parts) : contentOf(parts) }];
  });
}

function answerOf(id: string, parts: readonly MessagePart[], owner: object = {}): AgUiMessage[] {
  const told: AgUiMessage[] = [];
  const seals = new Map<string, string>();
  const nameOf = (part: { readonly id?: string }, place: number) => part.id ?? `${id}-${place}`;

  function put(message: AgUiMessage): void {
    told.push({ ...owner, ...message });
  }

  for (const [place, part] of parts.entries()) {
    if (part.type === 'text' || part.type === 'reasoning') {
      const seal = sealOf(part);
      const isWordless = part.text === '' && seal?.entityId !== undefined;
      if (isWordless) seals.set(seal.entityId, seal.encryptedValue);
      // A thought without words is nothing but its seal.
      if (!isWordless || !isToldBy(parts, seal.entityId))
        put(textMessage(part, nameOf(part, place)));
    } else if ('toolCallId' in part) {
      if (isQuestion(part)) continue;
      put({ id: `${id}-${place}`, role: 'assistant', toolCalls: [callOf(part)] });
      const result = resultOf(part);
      if (result) put(result);
    } else if (part.type === 'steering-message') {
      put({ id: part.id, role: 'user', content: contentOf(part.parts) });
    } else if (part.type === 'data-activity' && 'data' in part) {
      const { activityType = 'activity', content = {} } = part.data as Record<string, unknown>;
      put({ id: nameOf(part, place), role: 'activity', activityType, content });
    } else if (isSubagentPart(part)) {
      told.push(...answerOf(`${id}-${place}`, part.data.parts, { subagentRunId: part.id }));
    }
  }
  return told.map((message) => sealed(message, seals));
}

function textMessage(part: TextPart, id: string): AgUiMessage {
  const encryptedValue = sealOf(part)?.encryptedValue;
  const role = part.type === 'text' ? 'assistant' : 'reasoning';
  return { id, role, content: part.text, ...(encryptedValue !== undefined && { encryptedValue }) };
}

/** What a model wants back, if AG-UI brought it; `entityId` says of what. */
function sealOf({
  providerMetadata,
}: TextPart): { encryptedValue: string; entityId: string } | undefined {
  const facts = at(providerMetadata, 'ag-ui');
  const encryptedValue = textAt(facts, 'encryptedValue');
  return encryptedValue ? { encryptedValue, entityId: textAt(facts, 'entityId') } : undefined;
}

/** Whether another part is what a seal is of. */
function isToldBy(parts: readonly MessagePart[], entityId: string): boolean {
  return parts.some((part) => {
    if ('toolCallId' in part) return part.toolCallId === entityId;
    return (
      (part.type === 'text' || part.type === 'reasoning') &&
      part.id === entityId &&
      part.text !== ''
    );
  });
}

function sealed(message: AgUiMessage, seals: ReadonlyMap<string, string>): AgUiMessage {
  const encryptedValue = seals.get(message.id);
  if (encryptedValue !== undefined) return { ...message, encryptedValue };
  const calls = message['toolCalls'] as readonly Call[] | undefined;
  if (!calls?.some(({ id }) => seals.has(id))) return message;
  const toolCalls = calls.map((call) => {
    const seal = seals.get(call.id);
    return seal === undefined ? call : { ...call, encryptedValue: seal };
  });
  return { ...message, toolCalls };
}

/** Whether a call is no more than the form of a question that the run ended with. */
function isQuestion({ toolCallId, approval }: ToolPart): boolean {
  const interrupt = approval?.descriptor;
  return (
    isRecord(interrupt) &&
    interrupt['id'] === approval?.id &&
    interrupt['toolCallId'] !== toolCallId
  );
}

function callOf(part: ToolPart): Call {
  const encryptedValue = textAt(part.callProviderMetadata, 'ag-ui', 'encryptedValue');
  return {
    id: part.toolCallId,
    type: 'function',
    function: {
      name: toolName(part),
      arguments: part.inputText ?? JSON.stringify(part.input ?? {}),
    },
    ...(encryptedValue && { encryptedValue }),
  };
}

function resultOf({
  toolCallId,
  state,
  output,
  preliminary,
  errorText,
  approval,
}: ToolPart): AgUiMessage | undefined {
  const result = { id: `${toolCallId}-result`, role: 'tool', toolCallId } as const;
  if (state === 'output-available' && !preliminary) {
    const content = typeof output === 'string' ? output : JSON.stringify(output ?? null);
    return { ...result, content };
  }
  if (state === 'output-error')
    return { ...result, content: errorText ?? '', error: errorText ?? 'It failed.' };
  if (state !== 'output-denied') return undefined;
  const error = approval?.reason ?? 'The user denied this call.';
  return { ...result, content: error, error };
}

function textOf(parts: readonly MessagePart[]): string {
  return parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

/** What a user said: text alone as text, anything else as a list. */
function contentOf(parts: readonly MessagePart[]): unknown {
  if (!parts.some(({ type }) => type === 'file')) return textOf(parts);
  return parts.flatMap((part): unknown[] => {
    if (part.type === 'text') return [{ type: 'text', text: part.text }];
    return part.type === 'file' && 'url' in part ? [fileOf(part)] : [];
  });
}

function fileOf({ mediaType, url }: FilePart): object {
  const kind = /^(?:image|audio|video)(?=\/)/.exec(mediaType)?.[0] ?? 'document';
  const data = /^data:[^,]*;base64,(.*)$/s.exec(url)?.[1];
  const source =
    data === undefined
      ? { type: 'url', value: url, mimeType: mediaType }
      : { type: 'data', value: data, mimeType: mediaType };
  return { type: kind, source };
}
