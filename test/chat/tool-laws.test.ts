// @vitest-environment node
import * as fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { createChat } from '../../src/chat/create-chat.ts';
import { ChatError } from '../../src/protocol/chat-error.ts';
import type { ChatEvent } from '../../src/protocol/chat-event.ts';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import { isOpenCall } from '../../src/protocol/close-calls.ts';
import { manualClock, settle } from '../../src/testing/manual-clock.ts';
import { manualFrames } from '../../src/testing/manual-frames.ts';
import type { Script, ScriptStep } from '../../src/testing/script.ts';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';
import { countIds } from './chat-bench.ts';

beforeAll(() => import('../../src/chat/tools/client-tools.ts'));

// Few ids, so that they come again; tools of the page, of the app, of the server, and one that is asked for.
const id = fc.constantFrom('c0', 'c1');
const call = fc
  .tuple(id, fc.constantFrom('slow', 'fast', 'asking', 'app', 'constructor'))
  .map(([toolCallId, toolName]): ScriptStep => {
    return { type: 'tool-input-available', toolCallId, toolName, input: {} };
  });
const event: fc.Arbitrary<ScriptStep> = fc.oneof(
  fc.constantFrom<ScriptStep>('Some text. ', { wait: 50 }, { type: 'start-step' }),
  call,
  id.map((toolCallId): ChatEvent => ({ type: 'tool-input-start', toolCallId, toolName: 'app' })),
  id.map((toolCallId): ChatEvent => ({ type: 'tool-output-available', toolCallId, output: 's' })),
  id.map((toolCallId): ChatEvent => {
    return { type: 'tool-approval-request', toolCallId, approvalId: `approval-${toolCallId}` };
  }),
);
const lost = new ChatError('truncated', 'cut');
const last = fc.constantFrom<ScriptStep | undefined>(
  undefined,
  undefined,
  { type: 'finish', finishReason: 'length' },
  { fail: lost },
  { type: 'error', errorText: 'The model failed.' },
);
const script: fc.Arbitrary<Script> = fc
  .tuple(fc.array(event, { maxLength: 6 }), last)
  .map(([steps, end]) => [...steps, ...(end ? [end] : [])]);

type Act = (bench: ReturnType<typeof open>) => unknown;
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(0, 50).map(
      (ms): Act =>
        ({ pass }) =>
          pass(ms),
    ),
  },
  fc.constant<Act>(({ chat }) => void chat.send('More')),
  fc.constant<Act>(({ chat }) => void chat.abort()),
  fc.constant<Act>(({ chat }) => void chat.regenerate()),
  fc.constant<Act>(({ chat }) => void chat.continueAnswer()),
  fc.constant<Act>(({ finish }) => finish()),
  {
    weight: 2,
    arbitrary: id.map(
      (toolCallId): Act =>
        ({ chat }) =>
          chat.settleTool(toolCallId, { output: 'a' }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(id, fc.boolean()).map(
      ([toolCallId, yes]): Act =>
        ({ chat }) =>
          chat.approveTool(toolCallId, yes),
    ),
  },
);

function open(scripts: readonly Script[], whileStreaming: 'reject' | 'queue' | 'interrupt') {
  const clock = manualClock();
  const frames = manualFrames();
  const running: (() => void)[] = [];
  const transport = scriptedTransport((_, index) => scripts[index] ?? ['Done.'], { clock });
  const chat = createChat({
    id: 'chat',
    transport,
    frames,
    now: () => clock.now(),
    createId: countIds(),
    whileStreaming,
    maxContinuations: 3,
    tools: {
      slow: { execute: () => new Promise<void>((resolve) => running.push(resolve)) },
      fast: { execute: () => 'f' },
      asking: { execute: () => 'y', needsApproval: true },
    },
  });
  return {
    chat,
    transport,
    finish: () => running.shift()?.(),
    pass: async (ms: number) => {
      await clock.advance(ms);
      frames.tick();
      await settle();
    },
  };
}

const isReady = (status: string) => status === 'ready' || status === 'error';

it('keeps its laws whatever calls come and whatever its user does when', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(script, { minLength: 1, maxLength: 4 }),
      fc.array(act, { maxLength: 14 }),
      fc.constantFrom('reject', 'queue', 'interrupt'),
      async (scripts, acts, whileStreaming) => {
        const bench = open(scripts, whileStreaming);
        const { chat, transport, pass } = bench;
        let before: readonly ChatMessage[] = [];
        const look = async () => {
          // The status says ready if and only if an act is not refused as too early. Asked at once, as a screen would.
          const { status, messages } = chat.getState();
          const refused = await chat.regenerate('no such message');
          const isEarly = !refused.accepted && refused.error.message.includes('on its way');
          expect(isEarly).toBe(!isReady(status));
          // What has been answered and gone on from stays as it was.
          const past = Math.min(messages.length, before.length) - 2;
          const end = before.findIndex(({ id: is }, at) => at >= past || messages[at]?.id !== is);
          const kept = before.slice(0, Math.max(0, end));
          expect(messages.slice(0, kept.length)).toEqual(kept);
          before = messages;
        };
        void chat.send('Begin');
        for (const perform of acts) {
          await perform(bench);
          await look();
        }
        // No history that is sent has a call that nobody has answered, but those that the server is to do.
        for (const { messages } of transport.requests) {
          for (const part of messages.flatMap(({ parts }) => parts)) {
            expect(!isOpenCall(part) || part.state === 'approval-responded').toBe(true);
          }
        }
        await chat.abort();
        for (let turn = 0; turn < 12; turn += 1) await pass(100);
        await chat.abort();
        await pass(0);
        expect(isReady(chat.getState().status)).toBe(true);
        const asked = chat.send('And now?');
        await pass(0);
        expect(await asked).toMatchObject({ accepted: true });
        chat.dispose();
      },
    ),
    { numRuns: 400 },
  );
});
