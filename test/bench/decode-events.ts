import { decodeEvents } from '../../src/dialects/decode-events.ts';
import type { WireFormat } from '../../src/dialects/dialect.ts';

/** How fast one stream was decoded. */
interface DecodeFigures {
  readonly name: string;
  readonly megabytesPerSecond: number;
  readonly eventsPerSecond: number;
}

const encoder = new TextEncoder();

/** Writes an OpenAI-style stream of so many bytes, in chunks as large as a socket gives them. */
function openaiStream(bytes: number, chunkSize: number): readonly Uint8Array[] {
  const words = [
    'The ',
    'quick ',
    'brown ',
    'fox — ',
    'jumps\n',
    '"over" ',
    '`a` ',
    'lazy ',
    'dog. ',
  ];
  const parts: string[] = [];
  for (let size = 0, index = 0; size < bytes; index++) {
    const delta = { content: words[index % words.length] };
    const frame = `data: ${JSON.stringify({
      id: 'chatcmpl-9lQ4Zb1Y7uVt2wXk',
      object: 'chat.completion.chunk',
      created: 1_760_000_000,
      model: 'gpt-4o-mini-2024-07-18',
      service_tier: 'default',
      system_fingerprint: 'fp_8bda4d3a2c',
      choices: [{ index: 0, delta, logprobs: null, finish_reason: null }],
    })}\n\n`;
    parts.push(frame);
    size += frame.length;
  }
  const all = encoder.encode(`${parts.join('')}data: [DONE]\n\n`);
  const chunks: Uint8Array[] = [];
  for (let start = 0; start < all.length; start += chunkSize) {
    chunks.push(all.subarray(start, start + chunkSize));
  }
  return chunks;
}

async function* fromMemory(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

async function measure(
  name: string,
  chunks: readonly Uint8Array[],
  read: (bytes: AsyncIterable<Uint8Array>) => Promise<number>,
): Promise<DecodeFigures> {
  const bytes = chunks.reduce((sum, { length }) => sum + length, 0);
  await read(fromMemory(chunks));
  let best = Infinity;
  let events = 0;
  for (let round = 0; round < 5; round++) {
    const start = process.cpuUsage();
    events = await read(fromMemory(chunks));
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1e6);
  }
  return { name, megabytesPerSecond: bytes / 1e6 / best, eventsPerSecond: events / best };
}

async function ours(bytes: AsyncIterable<Uint8Array>, format?: WireFormat): Promise<number> {
  let length = 0;
  let count = 0;
  for await (const event of decodeEvents(bytes, { format, contentType: 'text/event-stream' })) {
    count++;
    if (event.type === 'text-delta') length += event.delta.length;
  }
  if (length === 0) throw new Error('The benchmark stream was not decoded.');
  return count;
}

interface Parser {
  feed(text: string): void;
}
type CreateParser = (callbacks: { onEvent: (event: { data: string }) => void }) => Parser;

// What an application does without a kit: eventsource-parser, then JSON.parse. It is no dependency
// of this repository, so the comparison is made where it happens to be installed.
async function createParser(): Promise<CreateParser | undefined> {
  const name = process.env['EVENTSOURCE_PARSER'] ?? 'eventsource-parser';
  try {
    return ((await import(name)) as { createParser: CreateParser }).createParser;
  } catch {
    return undefined;
  }
}

async function bare(create: CreateParser, bytes: AsyncIterable<Uint8Array>): Promise<number> {
  const decoder = new TextDecoder();
  let length = 0;
  let count = 0;
  const parser = create({
    onEvent({ data }) {
      if (data === '[DONE]') return;
      const value = JSON.parse(data) as { choices: { delta: { content?: string } }[] };
      length += value.choices[0]?.delta.content?.length ?? 0;
      count++;
    },
  });
  for await (const chunk of bytes) parser.feed(decoder.decode(chunk, { stream: true }));
  return length > 0 ? count : 0;
}

/** Measures `decodeEvents` on an OpenAI-style stream, on one core, by CPU time, and prints the figures. */
export async function benchDecodeEvents(): Promise<readonly DecodeFigures[]> {
  const create = await createParser();
  const figures: DecodeFigures[] = [];
  for (const chunkSize of [65_536, 4_096, 300]) {
    const chunks = openaiStream(20e6, chunkSize);
    figures.push(await measure(`decodeEvents, chunks of ${chunkSize}`, chunks, (b) => ours(b)));
    if (create) {
      const read = (bytes: AsyncIterable<Uint8Array>): Promise<number> => bare(create, bytes);
      figures.push(await measure(`eventsource-parser + JSON.parse, ${chunkSize}`, chunks, read));
    }
  }
  for (const { name, megabytesPerSecond, eventsPerSecond } of figures) {
    console.log(
      `${name.padEnd(42)} ${megabytesPerSecond.toFixed(0).padStart(5)} MB/s ${(eventsPerSecond / 1000).toFixed(0).padStart(6)} k events/s`,
    );
  }
  return figures;
}

if (process.argv[1]?.endsWith('decode-events.ts')) await benchDecodeEvents();
