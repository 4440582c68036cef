// @vitest-environment node
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { fileDocuments } from '../../../src/server/node/file-documents.ts';
import { redisDocuments } from '../../../src/server/redis/redis-documents.ts';
import { eventually } from '../../eventually.ts';
import { startDocuments } from '../../shared-text/document-server.ts';
import { hasRedis, startRedis } from '../redis/redis-server.ts';

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
});

describe.runIf(hasRedis)('two servers on one Redis', () => {
  it('show one document; when one is killed, its people come to the other and nothing is lost', async () => {
    const redis = await startRedis();
    cleanUp.push(() => redis.remove());
    const limits = { compactAfter: 7 };
    const one = await startDocuments({ store: await redisDocuments({ url: redis.url }), limits });
    const two = await startDocuments({ store: await redisDocuments({ url: redis.url }), limits });
    cleanUp.push(() => two.close());
    const [ann, bob] = [
      one.person('shared', { name: 'Ann' }),
      two.person('shared', { name: 'Bob' }),
    ];
    await eventually(() => {
      expect(ann.getState().members.map(({ name }) => name)).toEqual(['Ann', 'Bob']);
      expect(bob.getState().members.map(({ name }) => name)).toEqual(['Bob', 'Ann']);
    });
    for (let n = 0; n < 30; n += 1) {
      ann.edit({ at: 0, insert: `a${n} ` });
      bob.edit({ at: bob.getState().text.length, insert: `b${n} ` });
    }
    await one.kill();
    ann.edit({ at: 0, insert: 'while it was away ' });
    // As a balancer does, or DNS: the same address leads to another server.
    const three = await startDocuments(
      { store: await redisDocuments({ url: redis.url }), limits },
      one.port,
    );
    cleanUp.push(
      () => three.close(),
      () => ann.close(),
    );
    await eventually(() => {
      const { text } = bob.getState();
      for (let n = 0; n < 30; n += 1) {
        expect(text.split(`a${n} `)).toHaveLength(2);
        expect(text.split(`b${n} `)).toHaveLength(2);
      }
      expect(text).toContain('while it was away');
      expect(ann.getState().text).toBe(text);
    });
    await eventually(() => expect(bob.getState().members).toHaveLength(2));
    const late = three.person('shared');
    await eventually(() => expect(late.getState().text).toBe(bob.getState().text));
  });

  it('go on when Redis was away for a while', async () => {
    const redis = await startRedis();
    cleanUp.push(() => redis.remove());
    const one = await startDocuments({ store: await redisDocuments({ url: redis.url }) });
    const two = await startDocuments({ store: await redisDocuments({ url: redis.url }) });
    cleanUp.push(
      () => one.close(),
      () => two.close(),
    );
    const [ann, bob] = [one.person('d'), two.person('d')];
    ann.edit({ at: 0, insert: 'before ' });
    await eventually(() => expect(bob.getState().text).toBe('before '));
    await redis.kill();
    ann.edit({ at: 7, insert: 'meanwhile ' });
    expect(ann.getState().isSaved).toBe(false);
    await redis.start();
    await eventually(() => expect(bob.getState().text).toBe('before meanwhile '));
    await eventually(() => expect(ann.getState().isSaved).toBe(true));
  });
});

describe('a server with files', () => {
  it('has after a kill what it said was stored, though its people are gone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rivulet-documents-'));
    cleanUp.push(() => rmSync(folder, { recursive: true }));
    const limits = { compactAfter: 5 };
    const first = await startDocuments({ store: fileDocuments({ folder }), limits });
    const ann = first.person('kept');
    for (let n = 0; n < 20; n += 1) {
      ann.edit({ at: 0, insert: `${n} ` });
      await eventually(() => expect(ann.getState().isSaved).toBe(true));
    }
    const { text } = ann.getState();
    await first.kill();
    ann.close();
    const second = await startDocuments({ store: fileDocuments({ folder }), limits });
    cleanUp.push(() => second.close());
    const bob = second.person('kept');
    await eventually(() => expect(bob.getState().text).toBe(text));
  });
});
