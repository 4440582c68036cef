// @vitest-environment node
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  downloadModel,
  type DownloadOptions,
} from '../../../../demo-server/engine/download-model.ts';
import { findHub } from '../../../../demo-server/engine/download/hub.ts';
import { startHub, type HubFile } from './fake-hub.ts';

let hub: Awaited<ReturnType<typeof startHub>>;
let directory: string;
beforeEach(async () => {
  hub = await startHub();
  directory = mkdtempSync(join(tmpdir(), 'rivulet-models-'));
});
afterEach(async () => {
  await hub.close();
  rmSync(directory, { recursive: true });
});

const model = 'hf:acme/tiny-GGUF:Q8_0';
const path = '/acme/tiny-GGUF/tiny-Q8_0.gguf';

/** Bytes that begin like a model and repeat nowhere. */
function modelBytes(size: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(size);
  let state = seed;
  for (let index = 0; index < size; index++)
    bytes[index] = (state = (state * 48_271) % 2_147_483_647) & 255;
  bytes.write('GGUF');
  return bytes;
}

function serve(file: Partial<HubFile> = {}, at = path): HubFile {
  const served = { bytes: modelBytes(5000), ...file };
  hub.files.set(at, served);
  return served;
}

const fetchIt = (name = model, more: DownloadOptions = {}) =>
  downloadModel(name, {
    directory,
    hub: findHub({ HF_ENDPOINT: hub.url, HF_TOKEN: '' }),
    retryMs: 1,
    ...more,
  });
const lines = (at: 'hub' | 'store') =>
  hub.requests.filter((request) => request.at === at).map(({ line }) => line);
const kept = () => readdirSync(directory).sort();

describe('a model of the hub', () => {
  it('is fetched once, under a name of its own until it is whole', async () => {
    const { bytes } = serve();
    const names = new Set<string>();
    const progress: number[] = [];
    const found = await fetchIt(model, {
      onProgress({ downloadedSize, totalSize }) {
        progress.push(downloadedSize / totalSize);
        for (const name of kept()) names.add(name);
      },
    });
    expect(readFileSync(found)).toEqual(bytes);
    expect([...names].filter((name) => name.endsWith('.gguf'))).toEqual([]);
    expect(kept()).toEqual(['hf_acme_tiny-GGUF_Q8_0.gguf']);
    expect(progress.at(-1)).toBe(1);
    hub.requests.length = 0;
    expect(await fetchIt()).toBe(found);
    expect(hub.requests).toEqual([]);
  });

  it.each([
    'hf:acme/tiny-GGUF:Q8_0',
    'hf.co/acme/tiny-GGUF:Q8_0',
    'huggingface:acme/tiny-GGUF:Q8_0',
    'hf:acme/tiny-GGUF/tiny-Q8_0.gguf',
    'https://huggingface.co/acme/tiny-GGUF/blob/main/tiny-Q8_0.gguf?download=true',
    'https://hf.co/acme/tiny-GGUF/resolve/main/tiny-Q8_0.gguf',
  ])('is found as %s', async (name) => {
    const { bytes } = serve();
    expect(readFileSync(await fetchIt(name))).toEqual(bytes);
  });

  it('comes whole however often it is cut, with and without ranges, known by its digest or not', async () => {
    let number = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 4, max: 20_000 }),
        fc.array(fc.nat({ max: 6000 }), { maxLength: 5 }),
        fc.boolean(),
        fc.boolean(),
        async (size, cuts, ignoresRanges, tellsDigest) => {
          const repository = `r${++number}`;
          const left = ignoresRanges ? cuts.slice(0, 3) : [...cuts];
          const { bytes } = serve(
            { bytes: modelBytes(size, number), cuts: left, ignoresRanges, tellsDigest },
            `/acme/${repository}/m-Q8_0.gguf`,
          );
          const found = await fetchIt(`hf:acme/${repository}:Q8_0`).catch(
            (error: unknown) => error,
          );
          // Cuts that bring nothing are tried again a few times only; the next start goes on.
          const whole =
            typeof found === 'string' ? found : await fetchIt(`hf:acme/${repository}:Q8_0`);
          expect(readFileSync(whole).equals(bytes)).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
    expect(kept().filter((name) => name.includes('.part'))).toEqual([]);
  }, 60_000);

  it('goes on after a stop, and asks for the rest alone', async () => {
    const never = new Promise<void>(() => undefined);
    const { bytes } = serve({ bytes: modelBytes(9000), cuts: [4000], hold: never });
    const stop = new AbortController();
    const stopped = fetchIt(model, { signal: stop.signal, onProgress: () => stop.abort() });
    await expect(stopped).rejects.toThrow(/was stopped\. Start again to go on/);
    expect(kept().every((name) => !name.endsWith('.gguf'))).toBe(true);
    hub.requests.length = 0;
    expect(readFileSync(await fetchIt()).equals(bytes)).toBe(true);
    expect(hub.requests.at(-1)?.headers.range).toBe('bytes=4000-');
  });

  it('is begun anew when the hub has another version by now', async () => {
    const file = serve({ bytes: modelBytes(9000), cuts: [3000, 0, 0, 0, 0, 0] });
    await expect(fetchIt()).rejects.toThrow(/cannot be fetched/);
    file.bytes = modelBytes(7000, 2);
    file.cuts = [];
    expect(readFileSync(await fetchIt())).toEqual(file.bytes);
  });

  it('is refused with other bytes, of which nothing is kept, and is fetched anew the next time', async () => {
    const bytes = modelBytes(5000);
    const sent = Buffer.from(bytes);
    sent.writeUInt8(sent.readUInt8(3000) ^ 1, 3000);
    const file = serve({ bytes, sent });
    await expect(fetchIt()).rejects.toThrow(/arrived damaged: its SHA-256/);
    expect(kept()).toEqual([]);
    delete file.sent;
    expect(readFileSync(await fetchIt())).toEqual(bytes);
  });

  it.each(['<html>Log in</html>', 'no', ''])(
    'is not %j, of which nothing is kept',
    async (text) => {
      const file = serve({ sent: Buffer.from(text), type: 'text/html' });
      await expect(fetchIt()).rejects.toThrow(/a web page came in its place/);
      expect(kept()).toEqual([]);
      delete file.sent;
      expect(readFileSync(await fetchIt())).toEqual(file.bytes);
    },
  );

  it('takes the place of what is no model, under its own name or the library’s', async () => {
    const { bytes } = serve();
    writeFileSync(join(directory, 'hf_acme_tiny-GGUF_Q8_0.gguf'), '<html>');
    writeFileSync(join(directory, 'hf_acme_tiny.Q8_0.gguf'), '<html>');
    expect(readFileSync(await fetchIt())).toEqual(bytes);
    expect(kept()).not.toContain('hf_acme_tiny.Q8_0.gguf');
  });

  it('is used where an earlier version has put it', async () => {
    writeFileSync(join(directory, 'hf_acme_tiny.Q8_0.gguf'), 'GGUF and more');
    expect(await fetchIt()).toBe(join(directory, 'hf_acme_tiny.Q8_0.gguf'));
    expect(hub.requests).toEqual([]);
  });

  it('comes in all its files, and those that are there stay', async () => {
    const names = ['1', '2', '3'].map((number) => `big-Q8_0-0000${number}-of-00003.gguf`);
    const files = names.map((name, index) =>
      serve({ bytes: modelBytes(3000, index + 1) }, `/acme/big-GGUF/${name}`),
    );
    const last = files[2];
    if (last) last.sent = Buffer.from('<html>');
    await expect(fetchIt('hf:acme/big-GGUF:Q8_0')).rejects.toThrow(/no GGUF model/);
    if (last) delete last.sent;
    hub.requests.length = 0;
    const first = await fetchIt('hf:acme/big-GGUF:Q8_0');
    expect(lines('store')).toEqual([`GET /acme/big-GGUF/${names[2]}`]);
    for (const [index, { bytes }] of files.entries()) {
      expect(readFileSync(first.replace('00001-of', `0000${index + 1}-of`))).toEqual(bytes);
    }
    hub.requests.length = 0;
    expect(await fetchIt('hf:acme/big-GGUF:Q8_0')).toBe(first);
    expect(hub.requests).toEqual([]);
  });

  it('is refused when the disk has no room for it, before a byte is written', async () => {
    serve({ claims: 2 ** 52 });
    await expect(fetchIt()).rejects.toThrow(/The disk is full: the model needs .* MB more/);
    expect(kept().filter((name) => name.endsWith('.gguf'))).toEqual([]);
  });
});

describe('the hub', () => {
  it('is given the token, and the store behind it is not', async () => {
    serve();
    await fetchIt(model, { hub: findHub({ HF_ENDPOINT: hub.url, HF_TOKEN: 'hf_secret' }) });
    const given = hub.requests.map(({ at, headers }) => [at, headers.authorization]);
    expect(given).toEqual([
      ['hub', 'Bearer hf_secret'],
      ['hub', 'Bearer hf_secret'],
      ['hub', 'Bearer hf_secret'],
      ['store', undefined],
    ]);
  });

  it.each([
    [401, /closed to us .* 401.* your token in the environment as HF_TOKEN/],
    [403, /closed to us .* 403.*HF_TOKEN/],
    [404, /There is no model hf:acme\/tiny-GGUF:Q8_0 .* 404/],
  ])('that answers %i is told in one line, at once', async (status, message) => {
    serve({ statuses: [status] });
    const error: unknown = await fetchIt().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      name: 'StartError',
      message: expect.stringMatching(message) as unknown,
    });
    expect(String(error)).not.toContain('\n');
    expect(hub.requests).toHaveLength(1);
  });

  it('that is busy is asked again', async () => {
    const { bytes } = serve({ statuses: [503, 429, 503] });
    expect(readFileSync(await fetchIt())).toEqual(bytes);
  });

  it('that stays busy is given up', async () => {
    serve({ statuses: Array.from({ length: 99 }, () => 500) });
    await expect(fetchIt()).rejects.toThrow(/cannot be fetched \(.* answered 500\)/);
    expect(hub.requests.length).toBeLessThan(10);
  });

  it('that is not there is told in one line, at once', async () => {
    await hub.close();
    await expect(fetchIt()).rejects.toThrow(/cannot be fetched \(.*ECONNREFUSED/);
    await expect(fetchIt('hf:acme/tiny-GGUF/tiny.gguf')).rejects.toThrow(/ECONNREFUSED/);
  });
});

describe('any other address', () => {
  it('is fetched from, and gone on with while the file is the same', async () => {
    const came = new EventEmitter();
    const hold = once(came, 'bytes');
    const file = serve({ bytes: modelBytes(9000), cuts: [4000, 0, 0, 0, 0, 0], hold });
    const url = `${hub.storeUrl}${path}`;
    await expect(fetchIt(url, { onProgress: () => came.emit('bytes') })).rejects.toThrow(
      /cannot be fetched/,
    );
    file.cuts = [];
    hub.requests.length = 0;
    expect(readFileSync(await fetchIt(url))).toEqual(file.bytes);
    expect(hub.requests[0]?.headers.range).toBe('bytes=4000-');
  });

  it('that sends us round in circles is given up after ten turns', async () => {
    const { createServer } = await import('node:http');
    let turns = 0;
    const server = createServer(({ url }, response) => {
      turns++;
      response.writeHead(302, { location: `${url}x` }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    await expect(fetchIt(`http://127.0.0.1:${port}/m.gguf`)).rejects.toThrow(/round in circles/);
    expect(turns).toBe(11);
    server.close();
  });

  it.each([
    'hf:acme',
    'hf:acme/tiny/../x.gguf',
    'hf:acme/tiny/readme.md',
    'https://hf.co/acme/tiny/tree/main',
    'http://',
  ])('is refused when it names no model: %s', async (name) => {
    await expect(fetchIt(name)).rejects.toThrow(/names no model/);
    expect(hub.requests).toEqual([]);
  });
});
