import { z } from 'zod';
import { fieldError } from '../shared/field-error.ts';

/** The texts that end an answer. */
export const stopTexts = z.array(z.string().min(1).max(200)).max(16);

// Whoever asks for less keeps a place of the model for a few words.
const slowPace = 'A pace is 0 (as fast as it goes) or at least 1 model token a second';

const shape = {
  pace: z
    .number()
    .min(0)
    .max(1_000_000)
    .refine((pace) => pace === 0 || pace >= 1, slowPace)
    .optional(),
  maxTokens: z.number().int().min(1).max(1_000_000).optional(),
  temperature: z.number().min(0).max(5).optional(),
  topP: z.number().gt(0).max(1).optional(),
  topK: z.number().int().min(0).max(1_000_000).optional(),
  minP: z.number().min(0).max(1).optional(),
  seed: z.number().int().min(0).max(0xffff_ffff).optional(),
  frequencyPenalty: z.number().min(-2).max(2).optional(),
  presencePenalty: z.number().min(-2).max(2).optional(),
  repeatPenalty: z.number().min(0.1).max(10).optional(),
  stop: stopTexts.optional(),
};

/**
 * What a question of `POST /api/chat` may choose for its answer. An option that would change the answer elsewhere and is not
 * honoured here is refused by its name, with a `ChatError` of code `bad-request`; what is no option anywhere, as an app's own
 * notes, changes no answer and goes no further.
 */
export const answerOptions = z.looseObject(shape).transform(readOptions);

const known = z.object(shape);
const honoured = new Map(Object.keys(shape).map((name) => [plain(name), name]));

// What changes an answer elsewhere and not here, in any way of writing it.
const foreign = new Set(
  'n bestOf maxCompletionTokens maxOutputTokens maxNewTokens numPredict minTokens repetitionPenalty penalizeNl logitBias logprobs topLogprobs tools toolChoice functions functionCall responseFormat responseSchema jsonSchema format grammar stopSequences typicalP tfsZ topA mirostat mirostatTau mirostatEta dynatempRange xtcProbability dryMultiplier system systemPrompt instructions reasoningEffort thinking thinkingBudget verbosity modalities audio prediction webSearchOptions template suffix lora'
    .split(' ')
    .map(plain),
);

function readOptions(options: Readonly<Record<string, unknown>>) {
  for (const [name, value] of Object.entries(options)) {
    const own = honoured.get(plain(name));
    if (own === name || value === undefined || value === null) continue;
    if (own !== undefined)
      throw fieldError(`options.${name}`, `This server calls it ${own}. Use that name.`);
    if (foreign.has(plain(name))) {
      throw fieldError(`options.${name}`, 'This server knows no such option. Leave it out.');
    }
  }
  return known.parse(options);
}

function plain(name: string): string {
  return name.replace(/[_-]/g, '').toLowerCase();
}
