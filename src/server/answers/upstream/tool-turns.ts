import {
  toolName,
  type ChatMessage,
  type MessagePart,
  type ToolPart,
} from '../../../protocol/chat-message.ts';
import { cutCall, isOpenCall } from '../../../protocol/close-calls.ts';
import { messageText } from '../../../protocol/message-text.ts';
import type { ProviderMetadata } from '../../../protocol/message-metadata.ts';

/** A call of a tool and what came of it, as formats want them: each call has its result. */
export interface CallTurn {
  readonly id: string;
  readonly name: string;
  /** What the model asked for; an object where formats want one. */
  readonly input: object;
  /** The result, as text. */
  readonly output: string;
  readonly isError: boolean;
  /** What the provider wants back with the call. */
  readonly metadata: ProviderMetadata | undefined;
}

/** One step of an answer: what the model wrote, and what it then called. */
export interface AnswerStep {
  readonly text: string;
  /** What it thought before that, signed by its provider. */
  readonly thoughts: readonly SignedThought[];
  readonly calls: readonly CallTurn[];
}

/** Reasoning that its provider wants back as it was. */
interface SignedThought {
  readonly text: string;
  readonly metadata: ProviderMetadata;
}

/** Splits an answer into the steps of its model; undefined where it calls no tool. */
export function stepsOf(message: ChatMessage): readonly AnswerStep[] | undefined {
  const { parts } = message;
  if (!parts.some(isOwnCall)) return undefined;
  const steps: MessagePart[][] = [[]];
  for (const part of parts) {
    const step = steps.at(-1) ?? [];
    // A text behind calls was written when their results were known, also where nobody says so.
    const isNext = part.type === 'step-start' || (part.type === 'text' && step.some(isOwnCall));
    if (isNext && step.length > 0) steps.push([part]);
    else step.push(part);
  }
  return steps
    .map((step) => ({
      text: messageText({ ...message, parts: step }),
      thoughts: step.flatMap(thoughtOf),
      calls: step.filter(isOwnCall).map(callTurn),
    }))
    .filter(({ text, calls }) => text !== '' || calls.length > 0);
}

/** A call whose result the model gets from us. */
function isOwnCall(part: MessagePart): part is ToolPart {
  return 'toolCallId' in part && part.providerExecuted !== true && toolName(part) !== '';
}

function thoughtOf(part: MessagePart): SignedThought[] {
  if (part.type !== 'reasoning' || !('text' in part) || !part.providerMetadata) return [];
  return [{ text: part.text, metadata: part.providerMetadata }];
}

function callTurn(call: ToolPart): CallTurn {
  const { toolCallId: id, input, state, errorText, approval, callProviderMetadata } = call;
  const failure =
    state === 'output-denied'
      ? `The user did not allow this call. ${approval?.reason ?? ''}`.trim()
      : (errorText ?? (isOpenCall(call) ? cutCall : undefined));
  return {
    id,
    name: toolName(call),
    input: typeof input === 'object' && input !== null ? input : {},
    output: failure ?? textOf(call.output),
    isError: failure !== undefined,
    metadata: callProviderMetadata,
  };
}

function textOf(output: unknown): string {
  return typeof output === 'string' ? output : JSON.stringify(output ?? null);
}
