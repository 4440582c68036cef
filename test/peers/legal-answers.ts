import * as fc from 'fast-check';
import { lines, named } from '../dialects/provider-samples.ts';

/** A part of an answer that a model may give, in the pieces that it came in. */
export type LegalPart =
  | { readonly kind: 'text'; readonly pieces: readonly string[] }
  | { readonly kind: 'reasoning'; readonly pieces: readonly string[] }
  | { readonly kind: 'call'; readonly name: string; readonly input: object };

/** What an answer says, its parts joined by kind. */
export interface Said {
  readonly text: string;
  readonly reasoning: string;
  readonly tools: readonly (readonly [string, unknown])[];
}

const piece = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
const pieces = fc.array(piece, { minLength: 1, maxLength: 5 });
const call = fc.record({
  kind: fc.constant('call' as const),
  name: fc.constantFrom('find', 'add', 'weather_now'),
  input: fc.dictionary(fc.constantFrom('q', 'n', 'deep'), fc.jsonValue({ maxDepth: 2 }), {
    noNullPrototype: true,
  }),
});

/** Answers as models give them: what they think, then what they say, then what they ask for. */
export const legalAnswers: fc.Arbitrary<readonly LegalPart[]> = fc
  .tuple(
    fc.option(pieces, { nil: undefined }),
    fc.option(pieces, { nil: undefined }),
    fc.array(call, { maxLength: 3 }),
  )
  .map(([thought, text, calls]) => [
    ...(thought ? [{ kind: 'reasoning' as const, pieces: thought }] : []),
    ...(text ? [{ kind: 'text' as const, pieces: text }] : []),
    ...calls,
  ]);

/** What is said in an answer. */
export function saidIn(parts: readonly LegalPart[]): Said {
  const join = (kind: 'text' | 'reasoning') =>
    parts.flatMap((part) => (part.kind === kind ? part.pieces : [])).join('');
  const tools = parts.flatMap((part) =>
    part.kind === 'call' ? [[part.name, part.input] as const] : [],
  );
  return { text: join('text'), reasoning: join('reasoning'), tools };
}

/** Writes an answer as Anthropic's server does, with a signature below each thought and pings between. */
export function anthropicWire(parts: readonly LegalPart[]): string {
  const isCall = parts.some(({ kind }) => kind === 'call');
  const usage = { input_tokens: 7, output_tokens: 1 };
  const message = {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'tiny',
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage,
  };
  return [
    named({ type: 'message_start', message }),
    named({ type: 'ping' }),
    ...parts.flatMap((part, index) => anthropicBlock(part, index)),
    named({
      type: 'message_delta',
      delta: { stop_reason: isCall ? 'tool_use' : 'end_turn', stop_sequence: null },
      usage: { output_tokens: 9 },
    }),
    named({ type: 'message_stop' }),
  ].join('');
}

function anthropicBlock(part: LegalPart, index: number): string[] {
  const delta = (facts: object) => named({ type: 'content_block_delta', index, delta: facts });
  const begin = (block: object) =>
    named({ type: 'content_block_start', index, content_block: block });
  const end = named({ type: 'content_block_stop', index });
  if (part.kind === 'text') {
    const texts = part.pieces.map((text) => delta({ type: 'text_delta', text }));
    return [begin({ type: 'text', text: '' }), ...texts, end];
  }
  if (part.kind === 'reasoning') {
    const thoughts = part.pieces.map((thinking) => delta({ type: 'thinking_delta', thinking }));
    const signature = delta({ type: 'signature_delta', signature: 'c2ln' });
    return [begin({ type: 'thinking', thinking: '', signature: '' }), ...thoughts, signature, end];
  }
  const block = { type: 'tool_use', id: `toolu_${index}`, name: part.name, input: {} };
  const texts = cut(JSON.stringify(part.input)).map((text) =>
    delta({ type: 'input_json_delta', partial_json: text }),
  );
  return [begin(block), delta({ type: 'input_json_delta', partial_json: '' }), ...texts, end];
}

/** Writes an answer as Ollama's server does: lines of JSON, calls whole. */
export function ollamaWire(parts: readonly LegalPart[]): string {
  const facts = { model: 'tiny', created_at: '2026-11-01T00:00:00Z' };
  const line = (message: object, more: object = { done: false }) =>
    lines({ ...facts, message: { role: 'assistant', content: '', ...message }, ...more });
  const said = parts.flatMap((part) => {
    if (part.kind === 'text') return part.pieces.map((content) => line({ content }));
    if (part.kind === 'reasoning') return part.pieces.map((thinking) => line({ thinking }));
    const { name, input } = part;
    return [line({ tool_calls: [{ function: { name, arguments: input } }] })];
  });
  const counts = { prompt_eval_count: 7, eval_count: 9, eval_duration: 1e9, total_duration: 2e9 };
  return [...said, line({}, { done: true, done_reason: 'stop', ...counts })].join('');
}

function cut(text: string): string[] {
  return text.match(/[^]{1,5}/gu) ?? [];
}
