import { onTestFinished } from 'vitest';
import type { EngineRequest } from '../../../../demo-server/engine/engine.ts';
import {
  UpstreamEngine,
  type UpstreamEngineOptions,
} from '../../../../demo-server/engine/upstream/upstream-engine.ts';
import { UpstreamPool } from '../../../../demo-server/engine/upstream/upstream-pool.ts';
import type { UpstreamServerOptions } from '../../../../demo-server/engine/upstream/upstream-server.ts';
import { engineAnswer } from '../../../../demo-server/runs/engine-answer.ts';
import { LocalRun } from '../../../../src/server/index.ts';
import type { ChatMessage } from '../../../../src/protocol/index.ts';

/** How the servers are asked, and how the engine in front of them behaves. */
type FrontOptions = Partial<UpstreamServerOptions> & Partial<UpstreamEngineOptions>;

/** Opens the engine in front of servers. */
export async function openFront(urls: readonly string[], options: FrontOptions = {}) {
  const asked = { format: 'auto', model: 'm', apiKey: undefined, ...options } as const;
  const pool = new UpstreamPool(urls.map((url) => ({ ...asked, url })));
  for (const server of pool.servers) await server.check().catch(() => undefined);
  const engine = new UpstreamEngine(pool, { parallel: 8, pace: 0, ...options, model: 'm' });
  onTestFinished(() => engine.close());
  return { engine, pool, ask: (more?: Partial<EngineRequest>) => startRun(engine, more) };
}

let runs = 0;

/** Starts a run on an engine, as the server does. */
async function startRun(
  engine: UpstreamEngine,
  more: Partial<EngineRequest> = {},
): Promise<LocalRun> {
  const id = `run-${++runs}`;
  const turns = [{ role: 'user' as const, text: 'Hi' }];
  const open = await engine.prepare({ conversation: id, turns, ...more });
  const source = engineAnswer(open, { id, owner: '', info: engine.info });
  return new LocalRun({ id, chatId: id, owner: '', source, onError: () => undefined }, () =>
    performance.now(),
  );
}

/** The message of a run that has ended. */
export async function messageOf(run: LocalRun): Promise<ChatMessage> {
  await run.settled;
  return run.log.snapshot().message;
}

/** Waits for the first text of a run. */
export async function firstText(run: LocalRun): Promise<void> {
  const hasText = () =>
    run.log.snapshot().message.parts.some((part) => part.type === 'text' && part.text);
  while (!run.log.isEnded && !hasText()) await run.log.changed(1000);
}
