import { DurableStreamTestServer } from '@durable-streams/server';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createChatServer, type RunStore } from '../../src/server/index.ts';
import { durableStreamRuns } from '../../src/server/durable-streams/index.ts';
import { describeRunStore } from '../server/runs/describe-run-store.ts';
import { brisk, readToEnd, runOf } from '../server/runs/scripts.ts';
import { askAs } from './our-client.ts';
import { serveWeb } from './web-server.ts';

const patience = { timeout: 30_000, interval: 20 };
// Short polls, so that readers meet their ends.
const brief = { longPollTimeout: 300 };
const streams = new DurableStreamTestServer({ ...brief, port: 0 });
let base = '';
let count = 0;
beforeAll(async () => void (base = await streams.start()));
afterAll(() => streams.stop());

const newPlace = () => `${base}/v1/stream/app-${count++}`;

type Options = Parameters<typeof durableStreamRuns>[0];

async function open(options: Options): Promise<RunStore> {
  const store = await durableStreamRuns(options);
  onTestFinished(() => store.close());
  return store;
}

describeRunStore('durableStreamRuns with @durable-streams/server', async () => {
  const url = newPlace();
  const here = await durableStreamRuns({ url });
  const there = await durableStreamRuns({ url });
  return {
    here,
    there,
    close: async () => {
      await Promise.all([here.close(), there.close()]);
    },
  };
});

describe('runs in @durable-streams/server', () => {
  it('are streams that any of its clients can read, closed at their end', async () => {
    const names: string[] = [];
    const store = await open({
      url: newPlace(),
      fetch(input, init) {
        if (init?.method === 'PUT') names.push(new Request(input).url);
        return fetch(input, init);
      },
    });
    const events = await readToEnd(await store.create(runOf(brisk, 'a-run')));
    const [stream = ''] = names.filter((name) => name.includes('/runs/'));
    const read = async () => (await fetch(stream)).json() as Promise<unknown[]>;
    await expect.poll(async () => (await read()).slice(1), patience).toEqual(events);
    expect((await fetch(stream, { method: 'HEAD' })).headers.get('stream-closed')).toBe('true');
  });

  it('answer our client at two servers by turns', async () => {
    const url = newPlace();
    const asked: string[] = [];
    const chats = await Promise.all(
      [0, 1].map(async () =>
        createChatServer({
          runs: await open({ url }),
          owner: () => 'alice',
          async *answer({ runId }) {
            asked.push(runId);
            yield* ['one ', 'two ', 'three'];
          },
        }),
      ),
    );
    onTestFinished(async () => void (await Promise.all(chats.map((chat) => chat.close()))));
    let turn = 0;
    const web = await serveWeb((request) => chats[turn++ % 2]!.fetch(request));
    onTestFinished(() => web.close());
    const outcome = await askAs('Count.', { url: `${web.url}/api/chat` });
    expect(outcome).toMatchObject({ end: 'complete', error: undefined, text: 'one two three' });
    turn = 1;
    const told = await fetch(`${web.url}/api/runs/${asked[0]}/stream`);
    expect(await told.text()).toContain('three');
    expect(asked).toHaveLength(1);
  });
});
