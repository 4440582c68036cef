// @vitest-environment node
import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { chatBody, postChat, readAll } from './http-server.ts';
import { hasRedis, startRedis } from '../server/redis/redis-server.ts';
import { parseMetrics } from './server/read-metrics.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';

const patience = { timeout: 30_000 };
let server: ServerProcess;
afterEach(() => server.kill());

/** The lines of the log so far. */
function logLines(): Record<string, unknown>[] {
  const lines = server.errorOutput().split('\n').slice(0, -1);
  return lines.map((line): Record<string, unknown> => JSON.parse(line));
}

/** Stops the server and returns its whole log. */
async function wholeLog(): Promise<Record<string, unknown>[]> {
  server.signal('SIGTERM');
  await server.exited;
  return logLines();
}

const status = async (path: string) => (await fetch(`${server.url}${path}`)).status;

describe('the log of a server process', () => {
  it('has a line of JSON for each run, on standard error alone, and not what was said', async () => {
    server = await startServerProcess();
    const keys = [randomUUID(), randomUUID()];
    const secret = randomUUID();
    for (const key of keys) await readAll(await postChat(server.url, chatBody(secret), { key }));
    const lines = await wholeLog();
    expect(lines).toMatchObject(
      keys.map((run) => ({
        level: 'info',
        msg: 'run ended',
        run,
        owner: expect.any(String) as string,
        end: 'complete',
        outputTokens: expect.any(Number) as number,
      })),
    );
    expect(server.output()).not.toContain(secret);
    // A word of the answer.
    expect(server.output()).not.toContain('engine runs on');
    expect(server.output()).toMatch(/Ready: .*\n/);
    expect(server.errorOutput()).not.toMatch(/Ready|Stopping/);
  });

  it('says nothing when it is to be silent', async () => {
    server = await startServerProcess(['--log', 'silent']);
    await readAll(await postChat(server.url, chatBody('Hi')));
    expect(await status('/nope')).toBe(404);
    await wholeLog();
    expect(server.errorOutput()).toBe('');
  });

  it('counts a flood of refusals with the metrics to the last one, in few lines', async () => {
    server = await startServerProcess();
    const tries = 300;
    const headers = { origin: 'http://evil.example' };
    const answers = await Promise.all(
      Array.from({ length: tries }, () => fetch(`${server.url}/api/model`, { headers })),
    );
    expect(answers.every((answer) => answer.status === 403)).toBe(true);
    const samples = parseMetrics(await (await fetch(`${server.url}/metrics`)).text());
    expect(samples).toMatchObject({
      'rivulet_refusals_total{reason="unauthorized",door="http"}': tries,
    });
    const lines = await wholeLog();
    const said = lines.filter(({ msg }) => msg === 'refused');
    expect(said.reduce((sum, { times }) => sum + Number(times ?? 1), 0)).toBe(tries);
    expect(said.length).toBeLessThan(tries / 5);
  });

  it('says of a guess at the key that there was one, and neither the guess nor the key', async () => {
    const [key, guess, cookie] = [randomUUID(), randomUUID(), randomUUID()];
    server = await startServerProcess(['--key', key, '--log', 'debug']);
    const { origin } = new URL(server.url);
    const headers = { authorization: `Bearer ${guess}`, cookie: `a=${cookie}` };
    for (const path of ['/api/model', `/api/runs/${cookie}`, `/?key=${guess}`, `/?key=${key}`]) {
      await fetch(`${origin}${path}`, { headers, redirect: 'manual' });
    }
    const lines = await wholeLog();
    expect(lines).toContainEqual(
      expect.objectContaining({ msg: 'refused', reason: 'unauthorized', status: 401 }),
    );
    for (const secret of [key, guess, cookie]) expect(server.errorOutput()).not.toContain(secret);
  });
});

describe.runIf(hasRedis)('a server process whose Redis begins to refuse', () => {
  let redis: Awaited<ReturnType<typeof startRedis>>;
  afterEach(() => redis.remove());

  it('is not ready before a question fails, says why once, and is ready again', async () => {
    redis = await startRedis();
    server = await startServerProcess(['--redis', redis.url]);
    expect(await status('/health/ready')).toBe(200);
    await redis.command('REPLICAOF 127.0.0.1 1');
    await expect.poll(() => status('/health/ready'), patience).toBe(503);
    expect([await status('/health/live'), await status('/health')]).toEqual([200, 200]);
    const metrics = async () => parseMetrics(await (await fetch(`${server.url}/metrics`)).text());
    expect(await metrics()).toMatchObject({
      'rivulet_redis_state{state="works"}': 0,
      'rivulet_redis_state{state="refuses"}': 1,
    });
    const refused = await postChat(server.url, chatBody('Hi'));
    expect(refused.status).toBe(503);
    expect(await refused.text()).not.toMatch(/redis|replica/i);
    await redis.command('REPLICAOF NO ONE');
    await expect.poll(() => status('/health/ready'), patience).toBe(200);
    expect(await metrics()).toMatchObject({ 'rivulet_redis_state{state="works"}': 1 });
    expect((await readAll(await postChat(server.url, chatBody('Hi')))).at(-1)?.event).toBe(
      '[DONE]',
    );
    await redis.stop();
    await expect.poll(() => status('/health/ready'), patience).toBe(503);
    expect(await status('/health/live')).toBe(200);
    await expect.poll(() => logLines().at(-1)?.['msg'], patience).toBe('Redis does not answer');
    const lines = logLines();
    expect(lines).toMatchObject([
      {
        level: 'error',
        msg: 'Redis refuses',
        reason: 'read-only',
        err: { message: expect.stringMatching(/^READONLY/) as string },
      },
      { msg: 'refused', reason: 'overloaded', err: { message: expect.any(String) as string } },
      { level: 'info', msg: 'Redis works again' },
      { msg: 'run ended', end: 'complete' },
      { level: 'error', msg: 'Redis does not answer', reason: 'away' },
    ]);
  });
});
