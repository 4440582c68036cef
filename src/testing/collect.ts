/** Reads an iterable to its end and answers with everything it gave. */
export async function collect<Item>(
  iterable: AsyncIterable<Item> | Iterable<Item>,
): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of iterable) items.push(item);
  return items;
}
