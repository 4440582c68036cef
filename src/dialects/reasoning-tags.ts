/** The tags that models write around their reasoning, each with the one that closes it. */
export const knownTags: readonly (readonly [open: string, close: string])[] = [
  ...['think', 'THINK', 'thinking', 'thought', 'thoughts', 'reasoning', 'seed:think'].map(
    (name) => [`<${name}>`, `</${name}>`] as const,
  ),
  // Mistral, Kimi, OpenThinker, Cohere, Gemma, MedGemma.
  ['[THINK]', '[/THINK]'],
  ['◁think▷', '◁/think▷'],
  ['<|begin_of_thought|>', '<|end_of_thought|>'],
  ['<|START_THINKING|>', '<|END_THINKING|>'],
  ['<|channel>thought\n', '<channel|>'],
  ['<unused94>thought\n', '<unused95>'],
];

/** Tags around an answer that follows such reasoning; they are no part of it. */
export const answerTags: readonly string[] = [
  '<|begin_of_solution|>',
  '<|end_of_solution|>',
  '<|START_RESPONSE|>',
  '<|END_RESPONSE|>',
];

/** The marks of Harmony's channels; a header runs up to `<|message|>`. */
export const harmonyMarks: readonly string[] = ['start', 'channel', 'end', 'return', 'call'].map(
  (name) => `<|${name}|>`,
);
