import { setTimeout as delay } from 'node:timers/promises';

/** How long a server that is asked something small keeps it waiting, in milliseconds. */
export interface HealthWaits {
  readonly idleMs: number;
  readonly underLongPromptsMs: number;
}

const turn = (role: string, text: string) => ({ role, parts: [{ type: 'text', text }] });

// Long, but just so short that the model reads them; and one that has to be left out.
const bodies = [
  [turn('system', ' '.repeat(30_000)), turn('user', 'Hi')],
  [turn('system', 'a'.repeat(30_000)), turn('user', 'Hi')],
  [turn('user', 'hello world '.repeat(80_000)), turn('assistant', 'x'), turn('user', 'Hi')],
  Array.from({ length: 899 }, (_, index) =>
    turn(index % 2 === 0 ? 'user' : 'assistant', `${' '.repeat(1000)}${index}`),
  ),
].map((messages, index) =>
  JSON.stringify({ id: `waits-${index}`, messages, options: { maxTokens: 1 } }),
);

/** Asks for `/health` again and again while eight long questions come in at once, several times. */
export async function measureHealthWaits(url: string): Promise<HealthWaits> {
  const idleMs = await worstWait(url, delay(1000));
  let underLongPromptsMs = 0;
  for (let round = 0; round < 3; round++) {
    const questions = Promise.all([...bodies, ...bodies].map((body) => ask(url, body)));
    underLongPromptsMs = Math.max(underLongPromptsMs, await worstWait(url, questions));
  }
  return { idleMs, underLongPromptsMs };
}

async function worstWait(url: string, until: Promise<unknown>): Promise<number> {
  const state = { isOver: false };
  void until.finally(() => (state.isOver = true));
  let worst = 0;
  while (!state.isOver) {
    const startedAt = performance.now();
    await (await fetch(new URL('/health', url))).arrayBuffer();
    worst = Math.max(worst, performance.now() - startedAt);
  }
  return worst;
}

async function ask(url: string, body: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(new URL('/api/chat', url), { method: 'POST', headers, body });
  await response.arrayBuffer();
}
