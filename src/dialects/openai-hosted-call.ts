import { at, isRecord, textAt } from '../protocol/json.ts';
import type { AnswerWriter } from './answer-writer.ts';
import { imageUrl } from './image-url.ts';

/** Where the items of OpenAI's own tools keep their input and their output. */
interface HostedCall {
  readonly name?: string;
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly isText?: boolean;
}

const calls: Readonly<Record<string, HostedCall>> = {
  web_search_call: { input: ['action'], output: ['status'] },
  file_search_call: { input: ['queries'], output: ['results'] },
  code_interpreter_call: { input: ['code'], output: ['outputs'], isText: true },
  image_generation_call: {
    input: ['revised_prompt'],
    output: ['size', 'quality', 'output_format'],
  },
  mcp_call: { input: ['arguments'], output: ['output'] },
};

/**
 * Reads an item of the tools that OpenAI runs itself, and of its questions whether it may run one.
 * Images come as files; while they are drawn, the newest draft is the call's preliminary output.
 * Items of other kinds are passed over.
 */
export function readHostedCall(
  answer: AnswerWriter,
  item: unknown,
  key: string,
  isDone: boolean,
): void {
  const type = textAt(item, 'type');
  if (type === 'partial_image') return readPartialImage(answer, item, key);
  if (type === 'mcp_approval_request') return readApproval(answer, item, key);
  const call = Object.hasOwn(calls, type) ? calls[type] : undefined;
  if (!call) return;
  const name = textAt(item, 'name') || type.replace(/_call$/, '');
  const { isText = false } = call;
  answer.tools.open(key, { id: textAt(item, 'id'), name, isHosted: true, isText });
  if (!isDone) return;
  answer.tools.close(key, inputOf(item, call));
  const image = textAt(item, 'result');
  const error = at(item, 'error');
  if (error) answer.tools.fail(key, textAt(error, 'message') || JSON.stringify(error));
  else answer.tools.output(key, pick(item, call.output));
  if (image) answer.emit({ type: 'file', ...imageUrl(image, textAt(item, 'output_format')) });
}

function readPartialImage(answer: AnswerWriter, event: unknown, key: string): void {
  const image = textAt(event, 'partial_image_b64');
  const id = textAt(event, 'item_id');
  answer.tools.open(key, { id, name: 'image_generation', isHosted: true });
  answer.tools.output(key, imageUrl(image, textAt(event, 'output_format')), true);
}

function readApproval(answer: AnswerWriter, item: unknown, key: string): void {
  const id = textAt(item, 'id');
  if (answer.tools.has(key)) return;
  answer.tools.open(key, { id, name: textAt(item, 'name'), isHosted: true });
  answer.tools.close(key, textAt(item, 'arguments'));
  answer.emit({ type: 'tool-approval-request', toolCallId: id, approvalId: id });
}

// Text and JSON that streamed are closed by what streamed.
function inputOf(item: unknown, { input, isText }: HostedCall): unknown {
  const value = at(item, ...input);
  if (isText || typeof value === 'string') return value;
  return isRecord(value) && !Array.isArray(value) ? value : pick(item, input);
}

function pick(item: unknown, names: readonly string[]): Record<string, unknown> {
  const entries = names.map((name) => [name, at(item, name)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== null));
}
