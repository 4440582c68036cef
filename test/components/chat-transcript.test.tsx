import { act, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useStreamingChat } from '../../src/chat/react/use-streaming-chat.ts';
import { Chat } from '../../src/components/chat.tsx';
import { streamVoice } from '../../src/components/announcer/stream-announcer.tsx';
import { math } from '../../src/math/math.tsx';
import { ChatError } from '../../src/protocol/chat-error.ts';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import { announcements, type Announcements } from '../../src/testing/announcements.ts';
import { manualClock, type ManualClock } from '../../src/testing/manual-clock.ts';
import { manualFrames } from '../../src/testing/manual-frames.ts';
import type { Script } from '../../src/testing/script.ts';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';
import { answer, question } from './chat-samples.ts';

beforeAll(() => streamVoice.load());

let said: Announcements;
beforeEach(() => {
  said = announcements();
});
afterEach(() => said.stop());

const markdown = { plugins: [math()] };

const frames = manualFrames();

function Page({
  script,
  clock,
  history = [],
}: {
  readonly script: Script;
  readonly clock?: ManualClock;
  readonly history?: readonly ChatMessage[];
}) {
  const transport = scriptedTransport(script, clock && { clock });
  const chat = useStreamingChat({
    transport,
    initialMessages: history,
    ...(clock && { frames, now: () => clock.now() }),
  });
  return <Chat chat={chat} markdown={markdown} />;
}

function Suggesting() {
  const chat = useStreamingChat({ transport: scriptedTransport(['Much.']) });
  return <Chat chat={chat} suggestions={['What can you do?']} />;
}

/** Asks and lets the whole answer pass; answers with what a listener has heard since, `!` before what interrupts. */
async function hear(script: Script): Promise<string[]> {
  const clock = manualClock();
  render(<Page script={script} clock={clock} />);
  fireEvent.change(screen.getByRole('textbox'), { target: { value: 'Go' } });
  said.clear();
  fireEvent.keyDown(screen.getByRole('textbox'), { key: 'Enter' });
  for (let passed = 0; passed < 200; passed += 10) {
    // oxlint-disable-next-line no-await-in-loop -- time passes
    await act(async () => {
      await clock.advance(passed === 0 ? 0 : 10);
      frames.tick();
    });
  }
  return said.all().map(({ text, urgency }) => (urgency === 'assertive' ? `! ${text}` : text));
}

const call = { toolCallId: 'c1', toolName: 'delete_file', title: 'Delete notes.txt' };
const calling: Script = [
  { type: 'tool-input-start', ...call },
  { wait: 20 },
  { type: 'tool-input-available', ...call, input: { path: 'notes.txt' } },
  { wait: 20 },
];
const long = 'A sentence that is long enough to be said at once, all by itself.';

describe('a listener hears', () => {
  it.each<[string, Script, string[]]>([
    [
      'an answer that comes in one piece, once',
      ['Paris is the capital of France.'],
      ['Paris is the capital of France.'],
    ],
    [
      'an answer sentence by sentence',
      [`${long} `, { wait: 40 }, 'And the end.'],
      [long, 'And the end.'],
    ],
    [
      'that the model thinks, once, before the answer',
      [
        { type: 'reasoning-start', id: 'r' },
        { type: 'reasoning-delta', id: 'r', delta: 'Hm' },
        { wait: 40 },
        { type: 'reasoning-delta', id: 'r', delta: ', so.' },
        { type: 'reasoning-end', id: 'r' },
        'Here it is.',
      ],
      ['Thinking…', 'Here it is.'],
    ],
    [
      'at once what a tool call asks for',
      [...calling, { type: 'tool-approval-request', toolCallId: 'c1', approvalId: 'a1' }],
      ['! Allow “Delete notes.txt”?'],
    ],
    [
      'that a tool has failed, and of what',
      [
        ...calling,
        { type: 'tool-output-error', toolCallId: 'c1', errorText: 'The disk is full.' },
        { wait: 20 },
        'I could not.',
      ],
      ['“Delete notes.txt” failed: The disk is full.', 'I could not.'],
    ],
    [
      'the end of an answer that was cut',
      ['Half an answer', { wait: 20 }, { cut: true }],
      ['Half an answer', 'Connection lost – the answer is incomplete.'],
    ],
    [
      'what kind of alert comes, formulas in words, and no mark',
      ['> [!WARNING]\n> Beware of **$x^2$**.\n\n1. One\\\nmore'],
      ['Warning. Beware of x². 1. One more'],
    ],
    [
      'code by its name alone',
      ['Look:\n```ts\nconst secret = 1;\n```\nThere.'],
      ['Look: Code block. There.'],
    ],
  ])('%s', async (_, script, transcript) => {
    expect(await hear(script)).toEqual(transcript);
  });

  it('an error before the first word, with the server’s own words, once', async () => {
    const heard = (
      await hear([{ refuse: new ChatError('bad-request', 'The model crashed.') }])
    ).join(' ');
    expect(heard.split('The model crashed.')).toHaveLength(2);
  });

  it('an error in mid-answer once, after what came', async () => {
    const heard = await hear([
      'Some words. ',
      { wait: 20 },
      { fail: new ChatError('server', 'The model crashed.') },
    ]);
    expect(heard[0]).toBe('Some words.');
    expect(heard.join(' ').split('The model crashed.')).toHaveLength(2);
  });

  it('nothing of what was there when the page opened', () => {
    render(<Page script={[]} history={[question('Why?'), answer('Therefore.')]} />);
    expect(said.texts()).toEqual([]);
  });
});

describe('the focus and the keyboard', () => {
  it('a suggestion leads on to the message field', async () => {
    const user = userEvent.setup();
    render(<Suggesting />);
    await user.click(screen.getByRole('button', { name: 'What can you do?' }));
    await screen.findByText('Much.');
    expect(screen.getByRole('textbox')).toHaveFocus();
  });

  it('a character typed anywhere in the chat goes to the message field; keys that act do not', async () => {
    const user = userEvent.setup();
    render(<Page script={[]} history={[question('Why?'), answer('Therefore.')]} />);
    const log = screen.getByRole('log');
    act(() => log.focus());
    await user.keyboard(' {Control>}a{/Control}{ArrowDown}');
    expect(log).toHaveFocus();
    await user.keyboard('hi');
    expect(screen.getByRole('textbox')).toHaveFocus();
    expect(screen.getByRole('textbox')).toHaveValue('hi');
  });
});
