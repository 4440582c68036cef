/** The most characters of one event: a picture of 4,096 × 4,096 pixels in base64 has fewer. */
const mostCharacters = 64_000_000;

/** Reads the data of server-sent events, however their bytes are cut. Throws when one is longer than any picture. */
export async function* serverSentData(
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  let pieces: string[] = [];
  let length = 0;
  let data: string[] = [];
  for await (const bytes of body) {
    const [end = '', ...lines] = decoder.decode(bytes, { stream: true }).split('\n');
    pieces.push(end);
    length += end.length;
    if (length > mostCharacters) throw new Error('an event is too long');
    for (const next of lines) {
      const line = pieces.join('').replace(/\r$/, '');
      pieces = [next];
      length = next.length;
      if (line === '' && data.length > 0) yield data.join('\n');
      if (line === '') data = [];
      else if (line.startsWith('data:')) data.push(line.slice(line[5] === ' ' ? 6 : 5));
    }
  }
  const last = pieces.join('');
  if (last.startsWith('data:')) data.push(last.slice(last[5] === ' ' ? 6 : 5));
  if (data.length > 0) yield data.join('\n');
}
