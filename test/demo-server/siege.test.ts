// @vitest-environment node
import { expect, it, vi } from 'vitest';
import { attacks } from '../../demo-server/bench/attacks.ts';
import { siege } from '../../demo-server/bench/siege.ts';

const seconds = 20;

it('a server under all attacks at once lives, answers somebody else, and tells of every refusal', async () => {
  vi.stubEnv('RIVULET_ENGINE', 'scripted');
  const { strokes, answers, refusals, counted, logged, failures, exitCode } = await siege(seconds);
  vi.unstubAllEnvs();
  expect(Object.keys(strokes).toSorted()).toEqual(Object.keys(attacks).toSorted());
  expect(answers.begun).toBeGreaterThan(0);
  expect(answers.whole).toBe(answers.begun);
  expect(refusals).toBeGreaterThan(0);
  expect(counted).toBeGreaterThanOrEqual(refusals);
  expect([logged, failures, exitCode]).toEqual([counted, 0, 0]);
}, 120_000);
