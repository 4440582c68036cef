import type { UpstreamFormat } from 'rivulet/server';
import { fieldError } from '../../shared/field-error.ts';
import type { EngineRequest, GenerationOptions, ToolChoice } from '../engine.ts';

type OptionName = keyof Omit<GenerationOptions, 'pace' | 'json'>;

/** The names that one format has for what a caller may choose, each with the field that it stands in. */
type Names = Readonly<Partial<Record<OptionName, string>>>;

const openai: Names = {
  maxTokens: 'max_tokens',
  temperature: 'temperature',
  topP: 'top_p',
  topK: 'top_k',
  minP: 'min_p',
  seed: 'seed',
  frequencyPenalty: 'frequency_penalty',
  presencePenalty: 'presence_penalty',
  repeatPenalty: 'repetition_penalty',
  logitBias: 'logit_bias',
  stop: 'stop',
};

const names: Readonly<Record<UpstreamFormat, Names>> = {
  'openai-chat': openai,
  'openai-responses': {
    maxTokens: 'max_output_tokens',
    temperature: 'temperature',
    topP: 'top_p',
  },
  anthropic: {
    maxTokens: 'max_tokens',
    temperature: 'temperature',
    topP: 'top_p',
    topK: 'top_k',
    stop: 'stop_sequences',
  },
  gemini: {
    maxTokens: 'generationConfig.maxOutputTokens',
    temperature: 'generationConfig.temperature',
    topP: 'generationConfig.topP',
    topK: 'generationConfig.topK',
    seed: 'generationConfig.seed',
    frequencyPenalty: 'generationConfig.frequencyPenalty',
    presencePenalty: 'generationConfig.presencePenalty',
    stop: 'generationConfig.stopSequences',
  },
  ollama: {
    maxTokens: 'options.num_predict',
    temperature: 'options.temperature',
    topP: 'options.top_p',
    topK: 'options.top_k',
    minP: 'options.min_p',
    seed: 'options.seed',
    frequencyPenalty: 'options.frequency_penalty',
    presencePenalty: 'options.presence_penalty',
    repeatPenalty: 'options.repeat_penalty',
    stop: 'options.stop',
  },
};

const optionNames = Object.keys(openai) as readonly OptionName[];

/**
 * Writes what a question asks for beside its messages in the words of a format. Throws a `ChatError` of code `bad-request` that
 * names what the format has no word for, as an answer that passed over it would be another one.
 */
export function upstreamFields(
  request: EngineRequest,
  format: UpstreamFormat,
): Readonly<Record<string, unknown>> {
  const fields: Record<string, unknown> = {};
  for (const option of optionNames) {
    const value = valueOf(request[option]);
    if (value === undefined) continue;
    const path = names[format][option];
    if (path === undefined) {
      throw fieldError(
        option,
        'The model server behind this one has no such option. Leave it out.',
      );
    }
    put(fields, path, value);
  }
  if (request.toolChoice !== undefined) putToolChoice(fields, request.toolChoice, format);
  if (request.json) putJson(fields, request.json, format);
  return fields;
}

function valueOf(value: EngineRequest[OptionName]): unknown {
  if (value instanceof Map) return Object.fromEntries(value);
  return Array.isArray(value) && value.length === 0 ? undefined : value;
}

function put(fields: Record<string, unknown>, path: string, value: unknown): void {
  const [first = '', second] = path.split('.');
  if (second === undefined) fields[first] = value;
  else fields[first] = { ...(fields[first] as object | undefined), [second]: value };
}

function putJson(
  fields: Record<string, unknown>,
  { schema, name = 'answer', strict }: NonNullable<GenerationOptions['json']>,
  format: UpstreamFormat,
): void {
  const described = { name, schema, ...(strict !== undefined && { strict }) };
  switch (format) {
    case 'openai-chat':
      fields['response_format'] = schema
        ? { type: 'json_schema', json_schema: described }
        : { type: 'json_object' };
      return;
    case 'openai-responses':
      fields['text'] = {
        format: schema ? { type: 'json_schema', ...described } : { type: 'json_object' },
      };
      return;
    case 'gemini':
      put(fields, 'generationConfig.responseMimeType', 'application/json');
      if (schema) put(fields, 'generationConfig.responseJsonSchema', schema);
      return;
    case 'ollama':
      fields['format'] = schema ?? 'json';
      return;
    default:
      if (!schema)
        throw fieldError('response_format', 'The model server needs a schema. Give one.');
      fields['output_config'] = { format: { type: 'json_schema', schema } };
  }
}

function putToolChoice(
  fields: Record<string, unknown>,
  choice: ToolChoice,
  format: UpstreamFormat,
): void {
  const name = typeof choice === 'object' ? choice.name : undefined;
  switch (format) {
    case 'openai-chat':
      fields['tool_choice'] =
        name === undefined ? choice : { type: 'function', function: { name } };
      return;
    case 'openai-responses':
      fields['tool_choice'] = name === undefined ? choice : { type: 'function', name };
      return;
    case 'anthropic': {
      const type = choice === 'required' ? 'any' : choice;
      fields['tool_choice'] = name === undefined ? { type } : { type: 'tool', name };
      return;
    }
    case 'gemini': {
      const mode = choice === 'auto' || choice === 'none' ? choice.toUpperCase() : 'ANY';
      const allowed = name !== undefined && { allowedFunctionNames: [name] };
      fields['toolConfig'] = { functionCallingConfig: { mode, ...allowed } };
      return;
    }
    default:
      if (choice === 'auto') return;
      throw fieldError('tool_choice', 'The model server cannot be told so. Leave it out.');
  }
}
