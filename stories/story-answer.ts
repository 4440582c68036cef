/** What the model thinks before it answers, in each recording. */
export const storyThought = 'They ask how a stream works. **One** sentence, then a list.';

/** What every foreign backend answers, each in its own format. */
export const storyAnswer = `A **backend** writes; the page shows it *while it arrives*.

1. The server sends bytes in a format of its own.
2. The kit reads them, whatever they are called.
3. You read \`this\`.

However the stream is cut, the answer is the same, or says that it is not whole. Grüße, 世界 😀!
`;
