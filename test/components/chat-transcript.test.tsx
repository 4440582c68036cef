import { act, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, describe, expect, it } from 'vitest';
import { useStreamingChat } from '../../src/chat/react/use-streaming-chat.ts';
import { streamVoice } from '../../src/components/announcer/stream-announcer.tsx';
import { Chat } from '../../src/components/chat.tsx';
import { ChatError } from '../../src/protocol/chat-error.ts';
import type { Script } from '../../src/testing/script.ts';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';
import { answer, question } from './chat-samples.ts';
import { ask, focus, hear, press, type Situation } from './listener.tsx';

beforeAll(() => streamVoice.load());

const long = 'A sentence that is long enough to be said at once, all by itself.';
const more = 'Another sentence that is long enough to be said at once by itself.';
const talk = [question('Why?'), answer('Therefore.')];
const call = { toolCallId: 'c1', toolName: 'delete_file', title: 'Delete notes.txt' };
const calling: Script = [
  { type: 'tool-input-start', ...call },
  { wait: 20 },
  { type: 'tool-input-available', ...call, input: { path: 'notes.txt' } },
  { wait: 20 },
];
const slowly: Script = [`${long} `, { wait: 2500 }, `${more} `, { wait: 2500 }, 'The end.'];
const attach = async (): Promise<void> => {
  fireEvent.paste(screen.getByRole('textbox'), {
    clipboardData: { types: ['Files'], files: [new File(['x'], 'notes.txt')] },
  });
  await screen.findByText('Attached: notes.txt');
};

/** What happens, and what is heard of it. */
const situations: readonly (readonly [what: string, Situation, heard: readonly string[]])[] = [
  ['a question is sent: nothing yet', { server: [{ wait: 1e5 }] }, []],
  ['an answer in one piece, once', { server: ['Paris is in France.'] }, ['Paris is in France.']],
  ['sentence by sentence', { server: [`${long} `, { wait: 40 }, 'The end.'] }, [long, 'The end.']],
  [
    'many sentences in no time: what waits is said together',
    { server: [`${long} `, { wait: 100 }, `${more} `, { wait: 100 }, 'Yes. ', 'The end.'] },
    [long, `${more} Yes. The end.`],
  ],
  [
    'a list, with the numbers that are seen',
    { server: ['- Milk\n- Bread\n\n1. Pour\n2. Eat\n'] },
    ['Milk. Bread. 1. Pour. 2. Eat'],
  ],
  [
    'code, by its name',
    { server: ['Look:\n```ts\nconst secret = 1;\n```\nThere.'] },
    ['Look: Code block. There.'],
  ],
  [
    'a table, cell by cell',
    { server: ['| City | River |\n|---|---|\n| Paris | Seine |\n'] },
    ['City, River. Paris, Seine'],
  ],
  [
    'an alert, a formula and a break, without their marks',
    { server: ['> [!WARNING]\n> Beware of **$x^2$**.\n\n1. One\\\nmore'] },
    ['Warning. Beware of x². 1. One more'],
  ],
  [
    'it is stopped',
    { server: ['Half an answer', { wait: 1e5 }], user: { 0: ask(), 3000: press('Stop') } },
    ['Half an answer. Stopped'],
  ],
  [
    'it is cut off',
    { server: ['Half an answer', { wait: 20 }, { cut: true }] },
    ['Half an answer. Connection lost – the answer is incomplete.'],
  ],
  [
    'the line is lost and comes back',
    { server: [`${long} `, { wait: 40 }, { reconnect: 1000 }, 'The end.'] },
    [long, 'Connection lost. Reconnecting…', 'The end.'],
  ],
  [
    'an error, with what the server says',
    { server: [{ refuse: new ChatError('bad-request', 'The model crashed.') }] },
    ['! The model crashed.'],
  ],
  [
    'a tool asks for a yes: at once, though something was just said',
    {
      server: [
        `${long} `,
        { wait: 40 },
        ...calling,
        { type: 'tool-approval-request', toolCallId: 'c1', approvalId: 'a1' },
      ],
    },
    [long, '! Allow “Delete notes.txt”?'],
  ],
  [
    'a tool runs for long',
    {
      server: [
        ...calling,
        { wait: 4000 },
        { type: 'tool-output-available', toolCallId: 'c1', output: 1 },
        'Done.',
      ],
    },
    ['Delete notes.txt: running…', 'Done.'],
  ],
  [
    'a tool runs for a moment: nothing of it',
    {
      server: [...calling, { type: 'tool-output-available', toolCallId: 'c1', output: 1 }, 'Done.'],
    },
    ['Done.'],
  ],
  [
    'a tool fails',
    {
      server: [
        ...calling,
        { type: 'tool-output-error', toolCallId: 'c1', errorText: 'The disk is full.' },
        { wait: 20 },
        'I could not.',
      ],
    },
    ['“Delete notes.txt” failed: The disk is full.', 'I could not.'],
  ],
  [
    'it thinks, once',
    {
      server: [
        { type: 'reasoning-start', id: 'r' },
        { type: 'reasoning-delta', id: 'r', delta: 'Hm' },
        { wait: 40 },
        { type: 'reasoning-delta', id: 'r', delta: ', so.' },
        { type: 'reasoning-end', id: 'r' },
        'Here it is.',
      ],
    },
    ['Thinking…', 'Here it is.'],
  ],
  [
    'a second question waits, and is answered',
    {
      server: [
        [{ wait: 3000 }, 'First.'],
        [{ wait: 20 }, 'Second.'],
      ],
      user: { 0: ask(), 1000: ask('And?') },
    },
    ['Waits for the answer above', 'First.', 'Second.'],
  ],
  ['a file is attached', { user: { 0: attach } }, ['Attached: notes.txt']],
  [
    'it is asked again: the new answer',
    { server: ['Otherwise.'], history: talk, user: { 0: press('Regenerate') } },
    ['Otherwise.'],
  ],
  [
    'another version is shown: its number, not the answer again',
    {
      server: ['Otherwise.'],
      history: talk,
      user: { 0: press('Regenerate'), 5000: press('Previous version') },
    },
    ['Otherwise.', 'Version 1 of 2'],
  ],
  ['the page opens: nothing of what was there', { history: talk, user: {} }, []],
  [
    'another chat is opened: nothing of it, and nothing more of the first',
    { server: [`${long} `, { wait: 40 }, 'Rest.'], user: { 0: ask(), 600: press('Another chat') } },
    [long],
  ],
  [
    'the reader is elsewhere in the chat: what happens, not the answer',
    { server: [{ wait: 100 }, ...slowly], user: { 0: ask(), 50: focus('log', 'Messages') } },
    ['An answer begins.', 'The answer is there.'],
  ],
  [
    'the reader goes away and comes back: from there on, and nothing twice',
    {
      server: slowly,
      user: { 0: ask(), 100: focus('log', 'Messages'), 4000: focus('textbox', 'Message') },
    },
    [long, 'The end.'],
  ],
  [
    'the reader is outside of the chat: only that the answer is there',
    {
      server: [{ wait: 100 }, ...calling, ...slowly],
      user: { 0: ask(), 50: focus('button', 'Another chat') },
    },
    ['The answer is there.'],
  ],
  [
    'the reader is outside, and the answer is cut off',
    {
      server: [{ wait: 100 }, `${long} `, { wait: 20 }, { cut: true }],
      user: { 0: ask(), 50: focus('button', 'Another chat') },
    },
    ['Connection lost – the answer is incomplete.'],
  ],
  [
    'the host wants it brief: never the answer itself',
    { server: slowly, announce: 'brief' },
    ['An answer begins.', 'The answer is there.'],
  ],
  [
    'the host wants it off: only what must be answered',
    {
      server: [
        `${long} `,
        ...calling,
        { type: 'tool-approval-request', toolCallId: 'c1', approvalId: 'a1' },
      ],
      announce: 'off',
    },
    ['! Allow “Delete notes.txt”?'],
  ],
];

describe('a listener hears', () => {
  it.each(situations)('%s', async (_, situation, heard) => {
    expect(await hear(situation)).toEqual(heard);
  });

  it('an error in mid-answer once, after what came', async () => {
    const fail = new ChatError('server', 'The model crashed.');
    const heard = await hear({ server: ['Some words. ', { wait: 20 }, { fail }] });
    expect(heard.join(' ')).toContain('Some words.');
    expect(heard.join(' ').split('The model crashed.')).toHaveLength(2);
  });
});

function Suggesting() {
  const chat = useStreamingChat({ transport: scriptedTransport(['Much.']) });
  return <Chat chat={chat} suggestions={['What can you do?']} />;
}

function Answered() {
  return (
    <Chat chat={useStreamingChat({ transport: scriptedTransport([]), initialMessages: talk })} />
  );
}

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
    render(<Answered />);
    const log = screen.getByRole('log');
    act(() => log.focus());
    await user.keyboard(' {Control>}a{/Control}{ArrowDown}');
    expect(log).toHaveFocus();
    await user.keyboard('hi');
    expect(screen.getByRole('textbox')).toHaveFocus();
    expect(screen.getByRole('textbox')).toHaveValue('hi');
  });
});
