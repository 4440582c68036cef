import { expect, it } from 'vitest';
import { hasRedis, startRedis } from '../server/redis/redis-server.ts';
import { eventually } from '../eventually.ts';
import { answerOf, countTo, promises, textOf } from './promises.ts';

const next = promises({ name: 'next' });

it.skipIf(!hasRedis)('loses nothing when it is restarted, with Redis', async () => {
  const redis = await startRedis();
  const app = next.app();
  const env = { REDIS_URL: redis.url };
  try {
    await app.stop();
    await app.start(env);
    const done = app.reports('done');
    const page = await next.ask('Count to 50');
    await answerOf(page).getByText('1 2 3').waitFor();
    await page.close();
    await eventually(() => expect(app.reports('done') - done).toBe(1));
    await app.stop();
    await app.start(env);
    expect(await textOf(await next.open(), 'complete')).toContain(countTo(50));
    expect(app.reports('asked “Count to 50”')).toBe(1);
  } finally {
    await redis.remove();
  }
});
