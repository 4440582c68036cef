// @vitest-environment node
import { ChatError } from '../../src/protocol/chat-error.ts';
import { isTerminalEvent } from '../../src/protocol/chat-event.ts';
import type { ScriptStep } from '../../src/testing/script.ts';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';
import { settle } from '../../src/testing/manual-clock.ts';
import { describeTransport, type Scenario } from '../transports/describe-transport.ts';

describeTransport('scriptedTransport', (scenario) => {
  const transport = scriptedTransport(scriptOf(scenario));
  return {
    transport,
    closed: async () => {
      await settle();
      if (transport.readers > 0) throw new Error('A stream is still being read.');
    },
    cancelled: () => transport.cancels.map(({ runId }) => runId),
    dispose: () => Promise.resolve(),
  };
});

function scriptOf({ events, cuts = [], refusal, holdAfter }: Scenario): ScriptStep[] {
  if (refusal) {
    const { status, message } = refusal;
    const code = status === 413 ? 'too-large' : 'server';
    return [{ refuse: new ChatError(code, message, { status }) }];
  }
  const steps: ScriptStep[] = holdAfter === 0 ? [{ wait: Infinity }] : [];
  for (const [index, event] of events.entries()) {
    steps.push(event);
    if (cuts.includes(index + 1)) steps.push({ reconnect: 0 });
    if (holdAfter === index + 1) steps.push({ wait: Infinity });
  }
  const last = events.at(-1);
  if (!last || !isTerminalEvent(last)) steps.push({ cut: true });
  return steps;
}
