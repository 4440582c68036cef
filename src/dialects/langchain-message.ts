import { at, isRecord, textAt } from '../protocol/json.ts';
import { listOf } from './json-dialect.ts';
import { textIn } from './text-in.ts';

/** Who speaks in a message of LangChain's: the model, a tool, or somebody whose words are not the answer's. */
type LangchainSpeaker = 'model' | 'tool' | 'other';

/** A message of LangChain's, or a piece of one. */
export interface LangchainMessage {
  readonly speaker: LangchainSpeaker;
  readonly text: string;
  readonly reasoning: string;
  /** Pieces of calls, or whole ones, in the words of OpenAI's. */
  readonly calls: readonly object[];
  readonly usage: unknown;
  readonly finishReason: string;
  /** The message itself, for what only some have. */
  readonly fields: unknown;
}

/**
 * Reads a message as Python's and JavaScript's LangChain write them: with a `type`, or as the constructor
 * `{ lc: 1, type: 'constructor', id: [… 'AIMessageChunk'], kwargs }`.
 */
export function langchainMessage(value: unknown): LangchainMessage {
  const isMade = at(value, 'lc') !== undefined && isRecord(at(value, 'kwargs'));
  const fields = isMade ? at(value, 'kwargs') : value;
  const type = isMade ? String(listOf(at(value, 'id')).at(-1)) : textAt(value, 'type');
  const content = at(fields, 'content');
  const thoughts = listOf(content).filter(isThought);
  const answers = listOf(content).filter((block) => !isThought(block) && !isCall(block));
  return {
    speaker: speakerOf(type, textAt(fields, 'role')),
    text: textIn(Array.isArray(content) ? answers : content),
    reasoning:
      textAt(fields, 'additional_kwargs', 'reasoning_content') || thoughts.map(thoughtOf).join(''),
    calls: callsOf(fields),
    usage: at(fields, 'usage_metadata'),
    finishReason: textAt(fields, 'response_metadata', 'finish_reason'),
    fields,
  };
}

function speakerOf(type: string, role: string): LangchainSpeaker {
  if (/^(?:tool|ToolMessage(?:Chunk)?)$/.test(type)) return 'tool';
  if (/^(?:ai|AIMessage(?:Chunk)?)$/.test(type)) return 'model';
  // A server that names no role in its first piece makes LangChain's JavaScript take it for one of any role.
  const isGeneral = /^(?:generic|chat|ChatMessage(?:Chunk)?|)$/.test(type);
  return isGeneral && /^(?:assistant|ai|)$/.test(role) ? 'model' : 'other';
}

function isThought(block: unknown): boolean {
  return /^(?:thinking|reasoning|reasoning_content)$/.test(textAt(block, 'type'));
}

function isCall(block: unknown): boolean {
  return /tool_use|tool_call|input_json_delta|function_call/.test(textAt(block, 'type'));
}

function thoughtOf(block: unknown): string {
  const place = ['thinking', 'reasoning', 'text', 'summary'].find((name) => at(block, name));
  return place === undefined ? '' : textIn(at(block, place));
}

function callsOf(fields: unknown): object[] {
  const pieces = listOf(at(fields, 'tool_call_chunks'));
  const calls = pieces.length > 0 ? pieces : listOf(at(fields, 'tool_calls'));
  return calls.filter(isRecord).map(({ name, args, ...facts }) => ({
    ...facts,
    function: { name, arguments: args },
  }));
}
