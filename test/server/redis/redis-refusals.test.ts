// @vitest-environment node
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { RedisRunStore } from '../../../src/server/redis/redis-run-store.ts';
import { quick, readToEnd, runOf } from '../runs/scripts.ts';
import { hasRedis, startRedis } from './redis-server.ts';
import { openTcpProxy } from './tcp-proxy.ts';

// For as long as a busy machine may take; most take a moment.
const patience = { timeout: 30_000 };
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function redisWith(settings: Record<string, string> = {}) {
  const redis = await startRedis(settings);
  ends.push(() => redis.remove());
  return redis;
}

async function openStore(url: string, onTrouble: (reason: string | undefined) => void = () => {}) {
  const store = await RedisRunStore.open(url, {
    leaseMs: 400,
    onTrouble: (trouble) => onTrouble(trouble?.reason),
  });
  ends.push(() => store.close());
  return store;
}

/** Why no store opens with a Redis: the one line for the terminal. */
async function refusal(url: string): Promise<string> {
  const error: unknown = await RedisRunStore.open(url).then(
    (store) => store.close(),
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ name: 'ChatError', code: 'config' });
  const { message } = error as Error;
  expect(message).not.toContain('\n');
  return message;
}

describe.runIf(hasRedis)('the start with a Redis', () => {
  it('that asks for a password says where to put it', async () => {
    const { port, url } = await redisWith({ requirepass: 'correct-horse' });
    expect(await refusal(url)).toMatch(/^Redis asks for a password\. .*redis:\/\/:password@host/);
    const wrong = await refusal(`redis://:wrong-battery@127.0.0.1:${port}`);
    expect(wrong).toMatch(/^Redis does not take the user or the password/);
    expect(wrong).not.toContain('wrong-battery');
    await (await RedisRunStore.open(`redis://:correct-horse@127.0.0.1:${port}`)).close();
  });

  it('whose user may not write or run scripts says what it needs', async () => {
    const redis = await redisWith();
    await redis.command('ACL SETUSER reader on >secret ~* +@read +@connection');
    await redis.command('ACL SETUSER writer on >secret ~* +@all -@scripting');
    for (const user of ['reader', 'writer']) {
      const message = await refusal(`redis://${user}:secret@127.0.0.1:${redis.port}`);
      expect(message).toMatch(/^Redis does not let its user do what this server needs\. /);
    }
  });

  it('that is a node of a cluster says how to name a cluster', async () => {
    const redis = await redisWith({ 'cluster-enabled': 'yes' });
    const told = /^Redis is a node of a cluster, .*stands alone\. Give .*`cluster`/;
    expect(await refusal(redis.url)).toMatch(told);
    // With all slots its own it takes the first write, and would refuse others later.
    await redis.command('CLUSTER ADDSLOTSRANGE 0 16383');
    await expect.poll(() => redis.command('CLUSTER INFO'), patience).toContain('cluster_state:ok');
    expect(await refusal(redis.url)).toMatch(told);
  });

  it('that is a replica says so', async () => {
    const redis = await redisWith();
    await redis.command('REPLICAOF 127.0.0.1 1');
    expect(await refusal(redis.url)).toMatch(
      /^Redis is a replica and takes no writes\. .*primary\.$/,
    );
  });

  it('that is full says so', async () => {
    const { url } = await redisWith({ maxmemory: '1' });
    expect(await refusal(url)).toMatch(/^Redis is full .* Raise its maxmemory\.$/);
  });

  it('that is none, but something else, says what it heard', async () => {
    const other = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n', () => socket.destroy());
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    ends.push(() => new Promise((resolve) => other.close(resolve)));
    const { port } = other.address() as AddressInfo;
    expect(await refusal(`redis://127.0.0.1:${port}`)).toMatch(
      /^Redis cannot be reached \((?!.*client is closed).*\)\. Start it, or check the address/,
    );
  });

  it('that says nothing says so', async () => {
    const { port } = await redisWith();
    const proxy = await openTcpProxy(port);
    ends.push(() => proxy.close());
    proxy.silence();
    expect(await refusal(`redis://127.0.0.1:${proxy.port}`)).toMatch(/^Redis does not answer\. /);
  });

  it('leaves no key behind but the lease', async () => {
    const redis = await redisWith();
    await openStore(redis.url);
    await expect.poll(() => redis.command('DBSIZE'), patience).toBe(':1');
  });
});

describe.runIf(hasRedis)('a store whose Redis begins to refuse', () => {
  it.each([
    ['full', 'CONFIG SET maxmemory 1', 'CONFIG SET maxmemory 0', /store of the answers is full/],
    ['read-only', 'REPLICAOF 127.0.0.1 1', 'REPLICAOF NO ONE', /takes nothing new/],
    [
      'no-right',
      'ACL SETUSER default -set -@scripting',
      'ACL SETUSER default +@all',
      /may not use the store/,
    ],
  ])('knows that it is %s before a question fails, and when that is over', async (...row) => {
    const [reason, harm, cure, told] = row;
    const redis = await redisWith();
    const changes: (string | undefined)[] = [];
    const store = await openStore(redis.url, (change) => changes.push(change));
    expect(store.trouble).toBeUndefined();
    await redis.command(harm);
    await expect.poll(() => store.trouble?.reason, patience).toBe(reason);
    expect(store.trouble?.state).toBe('refuses');
    await expect(store.create(runOf(quick, 'while-it-refuses'))).rejects.toMatchObject({
      name: 'ChatError',
      code: 'overloaded',
      status: 503,
      retryable: true,
      message: expect.stringMatching(told) as string,
      cause: expect.any(Error) as Error,
    });
    await redis.command(cure);
    await expect.poll(() => store.trouble, patience).toBeUndefined();
    await readToEnd(await store.create(runOf(quick, 'afterwards')));
    expect(changes).toEqual([reason, undefined]);
  });

  it('knows that it is away, and when it is back', async () => {
    const redis = await redisWith();
    const store = await openStore(redis.url);
    await redis.stop();
    await expect.poll(() => store.trouble?.state, patience).toBe('away');
    await expect(store.create(runOf(quick, 'while-it-is-away'))).rejects.toMatchObject({
      status: 503,
      message: expect.stringMatching(/cannot reach the store/) as string,
    });
    await redis.start();
    await expect.poll(() => store.trouble, patience).toBeUndefined();
  });

  it('says what keeps it out, where Redis comes back with another password', async () => {
    const redis = await redisWith({ requirepass: 'first' });
    const store = await openStore(`redis://:first@127.0.0.1:${redis.port}`);
    await redis.stop();
    await redis.start({ requirepass: 'second' });
    await expect.poll(() => store.trouble?.reason, patience).toBe('wrong-login');
  });
});
