import type { HttpTransportOptions } from 'rivulet/transports';
import type { Playing } from './played-fetch.ts';
import { writtenWires } from './written-wires.ts';

/** A backend that somebody else has made, as a story plays it. */
export interface ForeignBackend {
  /** Gives its bytes. */
  readonly record: () => Promise<Uint8Array>;
  readonly contentType: string;
  /** Whether its format tells what the model thinks. */
  readonly hasReasoning: boolean;
  /** How it goes on with an answer that was cut. @default it cannot */
  readonly goOn?: Playing['goOn'];
  /** What the transport must be told of it. @default nothing but its address */
  readonly options?: Partial<HttpTransportOptions>;
}

const sse = 'text/event-stream';
const ndjson = 'application/x-ndjson';

// Recorded by test/peers/record-story.ts.
const files = {
  'openai-chat': new URL('./recordings/openai-chat.txt', import.meta.url),
  'openai-responses': new URL('./recordings/openai-responses.txt', import.meta.url),
  anthropic: new URL('./recordings/anthropic.txt', import.meta.url),
  gemini: new URL('./recordings/gemini.txt', import.meta.url),
  'gemini-interactions': new URL('./recordings/gemini-interactions.txt', import.meta.url),
  'ai-sdk': new URL('./recordings/ai-sdk.txt', import.meta.url),
  tanstack: new URL('./recordings/tanstack.txt', import.meta.url),
  'ag-ui': new URL('./recordings/ag-ui.txt', import.meta.url),
  ollama: new URL('./recordings/ollama.txt', import.meta.url),
  cohere: new URL('./recordings/cohere.txt', import.meta.url),
  bedrock: new URL('./recordings/bedrock.bin', import.meta.url),
  langserve: new URL('./recordings/langserve.txt', import.meta.url),
} as const;

const recorded = (name: keyof typeof files) => async (): Promise<Uint8Array> =>
  new Uint8Array(await (await fetch(files[name])).arrayBuffer());
const written = (name: keyof typeof writtenWires) => async (): Promise<Uint8Array> =>
  new TextEncoder().encode(writtenWires[name]);

// What comes after the frame with these words.
function after(words: string, whole: Uint8Array): Uint8Array | undefined {
  const frames = new TextDecoder().decode(whole).split(/(?<=\n\n)/);
  const last = frames.findIndex((frame) => words !== '' && frame.includes(words));
  return last < 0 ? undefined : new TextEncoder().encode(frames.slice(last + 1).join(''));
}

/** The backends of the stories, by name. */
export const backends = {
  'OpenAI chat': { record: recorded('openai-chat'), contentType: sse, hasReasoning: true },
  'OpenAI Responses': {
    record: recorded('openai-responses'),
    contentType: sse,
    hasReasoning: true,
  },
  Anthropic: { record: recorded('anthropic'), contentType: sse, hasReasoning: true },
  Gemini: { record: recorded('gemini'), contentType: sse, hasReasoning: true },
  'Gemini Interactions': {
    record: recorded('gemini-interactions'),
    contentType: sse,
    hasReasoning: false,
    options: { url: 'https://backend.example/v1beta/interactions' },
    goOn({ url }, whole) {
      const id = new URL(url).searchParams.get('last_event_id') ?? '';
      return after(`"event_id":"${id}"`, whole);
    },
  },
  'AI SDK': {
    record: recorded('ai-sdk'),
    contentType: sse,
    hasReasoning: true,
    options: { resume: 'ai-sdk' },
    // It tells the whole once more.
    goOn: ({ url }, whole) => (url.endsWith('/stream') ? whole : undefined),
  },
  'TanStack AI': {
    record: recorded('tanstack'),
    contentType: sse,
    hasReasoning: true,
    options: { resume: 'tanstack' },
    goOn({ headers }, whole) {
      const id = headers.get('last-event-id') ?? '';
      return after(`id: ${id}\n`, whole);
    },
  },
  'AG-UI': { record: recorded('ag-ui'), contentType: sse, hasReasoning: true },
  Ollama: { record: recorded('ollama'), contentType: ndjson, hasReasoning: true },
  Cohere: { record: recorded('cohere'), contentType: sse, hasReasoning: false },
  Bedrock: {
    record: recorded('bedrock'),
    contentType: 'application/vnd.amazon.eventstream',
    hasReasoning: true,
  },
  n8n: { record: written('n8n'), contentType: 'application/json', hasReasoning: false },
  Dify: { record: written('dify'), contentType: sse, hasReasoning: false },
  'LangServe and LangChain': {
    record: recorded('langserve'),
    contentType: sse,
    hasReasoning: false,
  },
  'LM Studio': { record: written('lm-studio'), contentType: sse, hasReasoning: true },
  Replicate: { record: written('replicate'), contentType: sse, hasReasoning: false },
  'Text Generation Inference': {
    record: written('tgi'),
    contentType: sse,
    hasReasoning: false,
  },
  'A guide’s server': { record: written('tutorial'), contentType: sse, hasReasoning: false },
  'Plain text': { record: written('text'), contentType: 'text/plain', hasReasoning: false },
} as const satisfies Readonly<Record<string, ForeignBackend>>;

/** The name of one. */
export type BackendName = keyof typeof backends;
