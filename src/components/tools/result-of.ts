/** What a reader wants of a result: of the Model Context Protocol's envelope the texts inside, else all of it. */
export function resultOf(output: unknown): unknown {
  if (typeof output !== 'object' || output === null || !('content' in output)) return output;
  const { content } = output;
  if (!Array.isArray(content) || content.length === 0) return output;
  const texts = content.map((item: unknown) => textOf(item));
  return texts.every((text) => text !== undefined) ? texts.join('\n\n') : output;
}

function textOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const isText = 'type' in item && item.type === 'text' && 'text' in item;
  return isText && typeof item.text === 'string' ? item.text : undefined;
}
