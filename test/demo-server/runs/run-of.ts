import type { OpenAnswer } from '../../../demo-server/engine/engine.ts';
import { ScriptedEngine } from '../../../demo-server/engine/scripted-engine.ts';
import { engineAnswer } from '../../../demo-server/runs/engine-answer.ts';
import type { Observer } from '../../../demo-server/server/observer.ts';
import type { RunOptions } from '../../../src/server/index.ts';

/** An engine whose answers take long. */
export const slow = new ScriptedEngine({
  parallel: 64,
  pace: 20,
  reply: () => 'word '.repeat(1000),
});

/** Asks a scripted engine. */
function ask(from: ScriptedEngine): OpenAnswer {
  const prepared = from.prepare({ conversation: 'c', turns: [{ role: 'user', text: 'x' }] });
  return async function* answer(signal) {
    yield* (await prepared)(signal);
  };
}

interface EngineRun {
  readonly open?: OpenAnswer;
  readonly observer?: Observer;
}

/** What a run of an engine is made of; nobody in particular asks in the chat `chat`. */
export function runOf(
  from: ScriptedEngine,
  id: string,
  { open = ask(from), observer, ...more }: Partial<RunOptions> & EngineRun = {},
): RunOptions {
  const { owner = '' } = more;
  const source = engineAnswer(open, { id, owner, info: from.info, observer });
  return { id, chatId: 'chat', owner, source, ...more };
}
