import { fieldError } from '../../shared/field-error.ts';

// What changes nothing in the answer, whatever it says. Tools may be offered: a model need not call any. A server of one model
// answers under each name and tells its own. Chat clients of React send `id`, `trigger` and `messageId` to every address.
const harmless = new Set(
  'id trigger messageId model user metadata store service_tier parallel_tool_calls prompt_cache_retention safety_identifier tools cache_prompt'.split(
    ' ',
  ),
);

interface Refusal {
  /** The values that ask for what is done anyhow. */
  readonly only: readonly unknown[];
  readonly why: string;
}

const one = 'This server writes one answer at a time';
const noTools = 'This server calls no tools';
const noProbabilities = 'This server tells no probabilities';
const textAlone = 'This server writes text alone';

// What changes the answer otherwise.
const refused: ReadonlyMap<string, Refusal> = new Map([
  ['n', { only: [1], why: one }],
  ['best_of', { only: [1], why: one }],
  ['tool_choice', { only: ['none', 'auto'], why: noTools }],
  ['function_call', { only: ['none', 'auto'], why: noTools }],
  ['functions', { only: [], why: noTools }],
  ['logprobs', { only: [], why: noProbabilities }],
  ['top_logprobs', { only: [], why: noProbabilities }],
  ['modalities', { only: ['text'], why: textAlone }],
  ['audio', { only: [], why: textAlone }],
  ['prediction', { only: [], why: 'This server takes no prediction' }],
  ['web_search_options', { only: [], why: 'This server searches nothing' }],
  ['reasoning_effort', { only: [], why: 'How long the model thinks cannot be chosen here' }],
  ['verbosity', { only: ['medium'], why: 'How much the model says cannot be chosen here' }],
  ['grammar', { only: [], why: 'Send a JSON Schema as response_format instead' }],
]);

const unknown: Refusal = { only: [], why: 'This server knows no such parameter' };

/**
 * Refuses by its name what would change the answer and is not among the `honoured` parameters: also what this server has never
 * heard of, as OpenAI's does, unless it says nothing (null, false, 0, empty). Throws a `ChatError` of code `bad-request`.
 */
export function assertHonoured(
  body: Readonly<Record<string, unknown>>,
  honoured: readonly string[],
): void {
  for (const [name, value] of Object.entries(body)) {
    if (honoured.includes(name) || harmless.has(name) || saysNothing(value)) continue;
    const { only, why } = refused.get(name) ?? unknown;
    const values = Array.isArray(value) ? value : [value];
    if (!values.every((asked) => only.includes(asked)))
      throw fieldError(name, `${why}. Leave it out.`);
  }
}

function saysNothing(value: unknown): boolean {
  return !value || (Array.isArray(value) && value.length === 0);
}
