import type { AnswerWriter } from './answer-writer.ts';

/**
 * Keeps what a provider wants back as it came and nobody reads, such as the sum of an older conversation, as a `custom` part
 * of the kind `<provider>.<what>`; and tells a listener in words that it came.
 */
export function keepBlock(
  answer: AnswerWriter,
  provider: string,
  block: Readonly<Record<string, unknown>> & { readonly type: string },
  message: string,
): void {
  answer.close();
  answer.emit({
    type: 'custom',
    kind: `${provider}.${block.type}`,
    providerMetadata: { [provider]: block },
  });
  answer.emit({ type: 'data-notice', data: { message }, transient: true });
}

/** What is told of a conversation that its provider has summed up. */
export const summedUp =
  'The conversation had grown long, so the model goes on with a summary of its older part.';
