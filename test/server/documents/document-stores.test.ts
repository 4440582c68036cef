// @vitest-environment node
import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryDocuments } from '../../../src/server/documents/memory-documents.ts';
import { fileDocuments } from '../../../src/server/node/file-documents.ts';
import { redisDocuments } from '../../../src/server/redis/redis-documents.ts';
import { hasRedis, startRedis } from '../redis/redis-server.ts';
import { describeDocumentStore } from './describe-document-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'rivulet-documents-'));
afterAll(() => rmSync(folder, { recursive: true }));

const memory = memoryDocuments();
describeDocumentStore('memory', async () => memory, false);
describeDocumentStore('files', async () => fileDocuments({ folder }), false);

describe.runIf(hasRedis)('with Redis', () => {
  let redis: Awaited<ReturnType<typeof startRedis>>;
  beforeAll(async () => (redis = await startRedis()));
  afterAll(() => redis.remove());
  describeDocumentStore('Redis', () => redisDocuments({ url: redis.url }), true);
});

describe('a file whose end was cut off', () => {
  it('has all that stood before, and what is appended from then on', async () => {
    const cut = join(folder, 'cut');
    const store = fileDocuments({ folder: cut });
    const found: string[] = [];
    const listener = {
      updated: (updates: readonly Uint8Array[]) =>
        void found.push(...updates.map((update) => Buffer.from(update).toString())),
      told: () => undefined,
    };
    const first = await store.open('one', listener);
    await first.append(Buffer.from('whole'));
    await first.close();
    appendFileSync(join(cut, readdirSync(cut)[0] ?? ''), Buffer.from([9, 0, 0, 0, 1, 2]));
    const second = await store.open('one', listener);
    await second.append(Buffer.from('after'));
    await second.close();
    await (await store.open('one', listener)).close();
    expect(found).toEqual(['whole', 'whole', 'after']);
    await store.close();
  });
});
