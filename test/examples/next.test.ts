import { describe, expect, it } from 'vitest';
import { hasRedis, startRedis } from '../server/redis/redis-server.ts';
import { eventually } from '../eventually.ts';
import { answerOf, countTo, promises, textOf } from './promises.ts';

const next = promises({ name: 'next' });

describe('built by `next build` and served by `next start`', () => {
  it('takes up the same message after a reload, and stops the model from a second tab', async () => {
    const app = next.app();
    await app.stop();
    await app.build();
    await app.start({}, 'start');
    const page = await next.ask('Count to 120');
    await answerOf(page).getByText('1 2 3').waitFor();
    await page.reload();
    expect(await textOf(page, 'complete')).toContain(countTo(120));
    expect(app.reports('asked “Count to 120”')).toBe(1);
    const long = await next.ask('Count to 100001');
    await answerOf(long).getByText('1 2 3').waitFor();
    const other = await next.open();
    await answerOf(other).getByText('1 2 3').waitFor();
    const before = app.reports('stopped');
    await other.getByRole('button', { name: 'Stop' }).click();
    await eventually(() => expect(app.reports('stopped') - before).toBe(1));
  });

  it.skipIf(!hasRedis)('loses nothing when it is restarted, with Redis', async () => {
    const redis = await startRedis();
    const app = next.app();
    const env = { REDIS_URL: redis.url };
    try {
      await app.stop();
      await app.start(env, 'start');
      const done = app.reports('done');
      const page = await next.ask('Count to 50');
      await answerOf(page).getByText('1 2 3').waitFor();
      await page.close();
      await eventually(() => expect(app.reports('done') - done).toBe(1));
      await app.stop();
      await app.start(env, 'start');
      expect(await textOf(await next.open(), 'complete')).toContain(countTo(50));
      expect(app.reports('asked “Count to 50”')).toBe(1);
    } finally {
      await redis.remove();
    }
  });
});
