import { at, isRecord, textAt, tryJson } from '../protocol/json.ts';
import type { ChatRequest, ChatTransport } from '../protocol/chat-transport.ts';
import { httpTransport, type HttpTransportOptions } from '../transports/http/http-transport.ts';

type WireFormat = NonNullable<HttpTransportOptions['format']>;

/** Where a stream comes from: an address, or a transport. */
export interface StreamTransportOptions extends Omit<
  HttpTransportOptions,
  'url' | 'body' | 'format'
> {
  /** The address that answers with the stream. @default '/api/stream' */
  readonly url?: string | undefined;
  /** How it is asked: the input is the body of a POST as JSON, or the query of a GET. @default 'POST' */
  readonly method?: 'POST' | 'GET' | undefined;
  /** The way to the server in place of `url`, such as `webSocketTransport`: the input becomes the fields of its question. @default HTTP */
  readonly transport?: ChatTransport | undefined;
  /** The format of the answer; `values` takes each frame for a value, whatever it looks like. @default by the answer's headers */
  readonly format?: WireFormat | undefined;
  /** Says by the `Content-Type` of an answer that is not in the native wire in which format it is; undefined: its bytes tell. @default text is looked at, all else is `values` */
  readonly formatOf?: ((contentType: string) => WireFormat | undefined) | undefined;
}

/**
 * Makes the transport of a stream: a chat's, with everything that it does about lost connections, which asks with the input
 * alone. What the answer's headers do not call the native wire, events of a model, or text, is read as values.
 */
export function streamTransport(options: StreamTransportOptions): ChatTransport {
  const { url = '/api/stream', transport, format: given, formatOf = valueFormat } = options;
  let input: unknown;
  let format: WireFormat | undefined;
  const door = doorOf(url);
  const load = options.fetch ?? ((...asked: Parameters<typeof fetch>) => fetch(...asked));
  const inner =
    transport ??
    httpTransport({
      ...options,
      url: door,
      // The decoder of each answer looks it up.
      get format() {
        return format;
      },
      fetch: ask,
    });
  return {
    ...inner,
    send(request) {
      input = inputOf(request);
      return inner.send(isRecord(input) ? { ...request, body: input } : request);
    },
  };

  // The chat's question is told apart from its other requests by its address.
  async function ask(address: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const isQuestion = address === door && init?.method === 'POST';
    const response = await (isQuestion
      ? load(...questionTo(url, options, input, init))
      : load(address, init));
    const { headers } = response;
    const isNative = headers.has('x-vercel-ai-ui-message-stream');
    format = given ?? (isNative ? undefined : formatOf(headers.get('content-type') ?? ''));
    return response;
  }
}

// Servers send events and lines as text, too: what it is, its bytes tell.
function valueFormat(type: string): WireFormat | undefined {
  return /^text\/plain/i.test(type) ? undefined : 'values';
}

/** The format of an answer whose text is wanted: a model's events as they are, anything else as it comes. */
export function textFormat(type: string): WireFormat | undefined {
  return /event-stream|ndjson|jsonl/i.test(type) ? undefined : 'text';
}

// A task's runs lie beside the folder of the tasks.
function doorOf(url: string): string {
  return url.replace(/\/(tasks|streams)\/[^/?#]+(?=[?#]|$)/, '/$1');
}

function questionTo(
  url: string,
  { method = 'POST' }: StreamTransportOptions,
  input: unknown,
  init: RequestInit,
): [string, RequestInit] {
  if (method === 'POST') return [url, { ...init, body: JSON.stringify(input ?? {}) }];
  const { body: _body, ...rest } = init;
  const query = isRecord(input)
    ? new URLSearchParams(Object.entries(input).map(([name, value]) => [name, wordOf(value)]))
    : '';
  const joint = url.includes('?') ? '&' : '?';
  return [String(query) ? `${url}${joint}${String(query)}` : url, { ...rest, method }];
}

function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Reads what a stream was started with out of its question, which is kept with it. */
export function inputOf({ messages }: Pick<ChatRequest, 'messages'>): unknown {
  const question = messages.findLast(({ role }) => role === 'user');
  return tryJson(textAt(question, 'parts', 0, 'text')) ?? at(question, 'metadata', 'input');
}
