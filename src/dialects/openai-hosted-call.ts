import { at, textAt } from '../protocol/json.ts';
import type { AnswerWriter } from './answer-writer.ts';
import { imageUrl } from './image-url.ts';

/** Where the items of OpenAI's own tools keep their input and their output. */
interface OwnCall {
  readonly input: readonly string[];
  /** Left out for a tool that the client runs. */
  readonly output?: readonly string[];
  readonly isText?: boolean;
}

const calls: Readonly<Record<string, OwnCall>> = {
  web_search_call: { input: ['action'], output: ['status'] },
  file_search_call: { input: ['queries'], output: ['results'] },
  code_interpreter_call: { input: ['code'], output: ['outputs'], isText: true },
  image_generation_call: {
    input: ['revised_prompt'],
    output: ['size', 'quality', 'output_format'],
  },
  mcp_call: { input: ['arguments'], output: ['output'] },
  computer_call: { input: ['action', 'actions'] },
  local_shell_call: { input: ['action'] },
  shell_call: { input: ['action'] },
  apply_patch_call: { input: ['operation'] },
};

/**
 * Reads an item of the tools that OpenAI brings along: those that it runs itself, those that the
 * client runs, and questions whether one may run. Images come as files; while they are drawn, the
 * newest draft is the call's preliminary output. Items of other kinds are passed over.
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
  if (type.endsWith('_call_output') && isDone) return readOutput(answer, item);
  const call = Object.hasOwn(calls, type) ? calls[type] : undefined;
  if (!call) return;
  const name = textAt(item, 'name') || type.replace(/_call$/, '');
  const id = textAt(item, 'call_id') || textAt(item, 'id');
  answer.tools.open(key, { id, name, isHosted: call.output !== undefined, isText: call.isText });
  if (!isDone) return;
  answer.tools.close(key, inputOf(item, call));
  if (call.output) endHostedCall(answer, item, key, call.output);
}

function endHostedCall(
  answer: AnswerWriter,
  item: unknown,
  key: string,
  output: readonly string[],
): void {
  const error = at(item, 'error');
  if (error) answer.tools.fail(key, textAt(error, 'message') || JSON.stringify(error));
  else answer.tools.output(key, pick(item, output));
  const image = textAt(item, 'result');
  if (image) answer.emit({ type: 'file', ...imageUrl(image, textAt(item, 'output_format')) });
}

// What came of a call that an earlier item made.
function readOutput(answer: AnswerWriter, item: unknown): void {
  const toolCallId = textAt(item, 'call_id');
  const output = at(item, 'output');
  if (toolCallId) answer.emit({ type: 'tool-output-available', toolCallId, dynamic: true, output });
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

// What is a string on the wire is text or JSON; the rest keeps the names of its fields.
function inputOf(item: unknown, { input, isText }: OwnCall): unknown {
  const value = at(item, ...input.slice(0, 1));
  const isWhole = isText || (typeof value === 'string' && input[0] === 'arguments');
  return isWhole ? value : pick(item, input);
}

function pick(item: unknown, names: readonly string[]): Record<string, unknown> {
  const entries = names.map((name) => [name, at(item, name)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== null));
}
