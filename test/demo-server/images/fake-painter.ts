import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PNG } from 'pngjs';

/** A request that the fake has heard. */
interface Heard {
  readonly path: string;
  readonly key: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

/** How the fake answers: as OpenAI does, as LocalAI (no streams, pictures by address), as stable-diffusion.cpp, or badly. */
export type Manner = 'openai' | 'localai' | 'sd' | 'breaks-off' | 'refuses' | 'fails' | 'hangs';

/** A server with OpenAI's Images API, as far as its documents say: the events, their fields, the refusals. */
export interface FakePainter {
  readonly url: string;
  readonly heard: Heard[];
  /** How many callers have left before the end. */
  left: number;
  close(): Promise<void>;
}

/** A picture of one grey. */
function greyPng(side: number, grey: number): Buffer {
  const png = new PNG({ width: side, height: side });
  png.data.fill(grey);
  return PNG.sync.write(png);
}

/** Starts the fake on a free port. */
export async function startFakePainter(manner: Manner): Promise<FakePainter> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    response.on('close', () => {
      if (!response.writableEnded) fake.left++;
    });
    void answer(manner, heard, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const fake: FakePainter = {
    url: `http://127.0.0.1:${port}/v1`,
    heard,
    left: 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return fake;
}

async function answer(
  manner: Manner,
  heard: Heard[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method === 'GET') {
    response.writeHead(200, { 'content-type': 'image/png' }).end(greyPng(16, 90));
    return;
  }
  let text = '';
  for await (const piece of request) text += String(piece);
  const body = JSON.parse(text) as Record<string, unknown>;
  heard.push({ path: request.url ?? '', key: request.headers.authorization, body });
  const json = (status: number, value: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  };
  if (manner === 'refuses') {
    json(400, { error: { message: 'Your request was rejected by the safety system.' } });
  } else if (manner !== 'openai' && 'stream' in body && (manner === 'localai' || manner === 'sd')) {
    json(400, { error: { message: "Unknown parameter: 'stream'.", param: 'stream' } });
  } else if (manner === 'localai') {
    json(200, { created: 1, data: [{ url: '/generated/1.png' }] });
  } else if (manner === 'sd') {
    json(200, { created: 1, data: [{ b64_json: greyPng(16, 90).toString('base64') }] });
  } else stream(manner, response, Number(body['partial_images']));
}

function stream(manner: Manner, response: ServerResponse, partials: number): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (type: string, fields: object): void => {
    const data = JSON.stringify({ type, ...fields });
    response.write(`event: ${type}\ndata: ${data}\n\n`);
  };
  for (let index = 0; index < partials; index++) {
    send('image_generation.partial_image', { ...picture(index), partial_image_index: index });
    if (manner === 'hangs') return;
    if (manner === 'breaks-off') break;
  }
  if (manner === 'fails') send('error', { error: { message: 'The picture could not be made.' } });
  else if (manner === 'openai') {
    send('image_generation.completed', { ...picture(90), usage: { total_tokens: 100 } });
  }
  response.end();
}

/** A picture as the events tell it. */
function picture(grey: number): object {
  return {
    b64_json: greyPng(16, grey).toString('base64'),
    created_at: 1,
    size: '1024x1024',
    quality: 'high',
    background: 'opaque',
    output_format: 'png',
  };
}
