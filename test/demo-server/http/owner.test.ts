// @vitest-environment node
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ScriptedEngine } from '../../../demo-server/engine/scripted-engine.ts';
import { ownerOf } from '../../../demo-server/http/owner.ts';
import { chatBody, serveEngine } from '../http-server.ts';

let server: Awaited<ReturnType<typeof serveEngine>>;
beforeAll(async () => {
  const engine = new ScriptedEngine({
    parallel: 64,
    pace: 50,
    reply: () => 'word '.repeat(10_000),
  });
  server = await serveEngine(engine);
});
afterAll(() => server.close());

type Headers = Readonly<Record<string, string>>;

/** Visits the server as a browser does the first time, and returns the headers it sends from then on. */
async function newBrowser(): Promise<Headers> {
  const response = await fetch(`${server.url}/api/model`);
  const cookie = response.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(
    /^rivulet_owner=[\w-]{22}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Strict$/,
  );
  return { cookie: cookie.split(';')[0] ?? '' };
}

let runs = 0;

/** Starts an answer that goes on for minutes, and leaves it. */
async function startRun(headers: Headers, id = `owned-run-${++runs}`) {
  const chat = `chat of ${id}`;
  const response = await fetch(`${server.url}/api/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': id, ...headers },
    body: JSON.stringify(chatBody('Hi', chat)),
  });
  await response.body?.cancel();
  return { id, chat, status: response.status };
}

async function statusOf(path: string, headers: Headers, method = 'GET'): Promise<number> {
  const response = await fetch(`${server.url}/api/${path}`, { method, headers });
  await response.body?.cancel();
  return response.status;
}

/** What somebody gets who asks for a run in every way there is. */
async function reach({ id, chat }: { id: string; chat: string }, headers: Headers) {
  const active = await fetch(`${server.url}/api/chats/${encodeURIComponent(chat)}/active`, {
    headers,
  });
  const found: { runId: string | null } = await active.json();
  return {
    stream: await statusOf(`runs/${id}/stream`, headers),
    snapshot: await statusOf(`runs/${id}`, headers),
    active: found.runId,
    cancel: await statusOf(`runs/${id}/cancel`, headers, 'POST'),
  };
}

const isMissing = { stream: 404, snapshot: 404, active: null, cancel: 404 };
const bearer = (token: string): Headers => ({ authorization: `Bearer ${token}` });

describe('a run that has an owner', () => {
  it('is open to its own browser', async () => {
    const mine = await newBrowser();
    const run = await startRun(mine);
    const all = { stream: 200, snapshot: 200, active: run.id, cancel: 200 };
    expect(await reach(run, mine)).toEqual(all);
  });

  it('is not there for another browser, for a bearer, or for a client without a cookie', async () => {
    const mine = await newBrowser();
    const run = await startRun(mine);
    for (const foreign of [await newBrowser(), bearer('somebody'), {}]) {
      expect(await reach(run, foreign)).toEqual(isMissing);
    }
    expect(await statusOf(`runs/${run.id}`, mine)).toBe(200);
  });

  it('is not attached to by a question of another owner with the same key', async () => {
    const run = await startRun(await newBrowser());
    expect((await startRun(await newBrowser(), run.id)).status).toBe(409);
  });

  it('is not stopped by a foreign cancel that comes before its question', async () => {
    const mine = await newBrowser();
    const id = 'early-cancel-1';
    expect(await statusOf(`runs/${id}/cancel`, await newBrowser(), 'POST')).toBe(404);
    await startRun(mine, id);
    const response = await fetch(`${server.url}/api/runs/${id}`, { headers: mine });
    expect(await response.json()).toMatchObject({ status: 'streaming' });
  });

  it('belongs to its bearer, whatever cookie comes along', async () => {
    const run = await startRun({ ...(await newBrowser()), ...bearer('alice') });
    expect(await statusOf(`runs/${run.id}`, bearer('alice'))).toBe(200);
    expect(await reach(run, bearer('bob'))).toEqual(isMissing);
  });

  it('is told in the same words as a run that never was', async () => {
    const run = await startRun(await newBrowser());
    const [foreign, unknown] = await Promise.all(
      [run.id, 'never-was'].map(async (id) => (await fetch(`${server.url}/api/runs/${id}`)).text()),
    );
    expect(foreign).toBe(unknown);
  });
});

describe('a run of a first visit', () => {
  it('belongs to the browser that is given a cookie with its answer, and to no other', async () => {
    const id = 'first-visit-1';
    const response = await fetch(`${server.url}/api/chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': id },
      body: JSON.stringify(chatBody('Hi', `chat of ${id}`)),
    });
    await response.body?.cancel();
    const mine = { cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '' };
    const run = { id, chat: `chat of ${id}` };
    for (const foreign of [await newBrowser(), bearer('somebody')]) {
      expect(await reach(run, foreign)).toEqual(isMissing);
      expect((await startRun(foreign, id)).status).toBe(409);
    }
    expect(await reach(run, mine)).toEqual({ stream: 200, snapshot: 200, active: id, cancel: 200 });
  });

  it('stays open to a client that keeps no cookies, that may ask twice, and that knows more than its chat', async () => {
    const run = await startRun({});
    expect((await startRun({}, run.id)).status).toBe(200);
    expect(await reach(run, {})).toEqual({ stream: 200, snapshot: 200, active: null, cancel: 200 });
  });
});

describe('what an older version left with browsers', () => {
  it('is taken away, as it holds the key', async () => {
    const headers = { cookie: 'rivulet_key=secret; theme=dark' };
    const response = await fetch(`${server.url}/api/model`, { headers });
    expect(response.headers.getSetCookie()).toContain('rivulet_key=; Max-Age=0; Path=/');
  });
});

describe('ownerOf', () => {
  it('takes no cookie for an owner that this server cannot have given', () => {
    const good = `rivulet_owner=${'a'.repeat(22)}`;
    expect(ownerOf({ cookie: good })).toMatch(/^[\w-]{43}$/);
    expect(ownerOf({ cookie: `theme=dark; ${good}; x=1` })).toBe(ownerOf({ cookie: good }));
    for (const cookie of ['rivulet_owner=', 'rivulet_owner=short', `x${good}`, `${good}b`]) {
      expect(ownerOf({ cookie })).toBe('');
    }
  });

  it('gives no cookie to who has one or sends a bearer', async () => {
    for (const headers of [await newBrowser(), bearer('alice')]) {
      const response = await fetch(`${server.url}/api/model`, { headers });
      expect(response.headers.get('set-cookie')).toBeNull();
    }
  });
});
