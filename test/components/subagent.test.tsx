import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { Message } from '../../src/components/messages/message.tsx';
import type { SubagentData, SubagentPart } from '../../src/protocol/subagent.ts';
import { answer } from './chat-samples.ts';

function subagent(id: string, data: Partial<SubagentData> = {}): SubagentPart {
  return { type: 'data-subagent', id, data: { state: 'complete', parts: [], ...data } };
}

const said = { type: 'text', text: 'Found **two** papers.', state: 'done' } as const;

it('shows the work of a subagent when it is opened: its texts, its calls and its own subagents', async () => {
  const call = {
    type: 'tool-search',
    toolCallId: 'c',
    state: 'output-available',
    output: 2,
  } as const;
  const inner = subagent('b', { name: 'Reader', parts: [{ ...said, text: 'Read both.' }] });
  const part = subagent('a', { name: 'Researcher', parts: [said, call, inner] });
  render(<Message message={answer([part, { type: 'text', text: 'Done.' }])} />);
  expect(screen.getByText('Done.')).toBeVisible();
  expect(screen.queryByText('two')).toBeNull();
  await userEvent.click(await screen.findByText('Researcher'));
  expect(await screen.findByText('two')).toBeVisible();
  expect(screen.getByText('Search')).toBeVisible();
  await userEvent.click(screen.getByText('Reader'));
  expect(await screen.findByText('Read both.')).toBeVisible();
});

it.each([
  ['running', true, 'running…'],
  ['running', false, 'Stopped'],
  ['complete', false, 'done'],
  ['suspended', false, 'waits for approval'],
  ['error', false, 'failed'],
  ['aborted', false, 'Stopped'],
] as const)(
  'says how far a subagent is that is %s (streaming: %s)',
  async (state, isStreaming, words) => {
    render(<Message message={answer([subagent('a', { state })])} isStreaming={isStreaming} />);
    expect(await screen.findByText('Subagent')).toBeVisible();
    expect(screen.getByText(words)).toBeVisible();
  },
);

it('says why a subagent failed', async () => {
  const part = subagent('a', { name: 'Researcher', state: 'error', errorText: 'No key.' });
  render(<Message message={answer([part])} />);
  await userEvent.click(await screen.findByText('Researcher'));
  expect(await screen.findByText('No key.')).toBeVisible();
});

it('shows what the user said in the middle of an answer as their own words', async () => {
  const steering = {
    type: 'steering-message',
    id: 's',
    parts: [{ type: 'text', text: '**Shorter**, please.' }],
  } as const;
  render(
    <Message message={answer([{ ...said, text: 'One.' }, steering, { ...said, text: 'Two.' }])} />,
  );
  expect(await screen.findByRole('group', { name: 'You' })).toHaveTextContent(
    '**Shorter**, please.',
  );
});

it('shows why a tool asks', () => {
  const part = {
    type: 'dynamic-tool',
    toolName: 'mail',
    toolCallId: 'c',
    state: 'approval-requested',
    approval: { id: 'i', requestReason: 'Send 3 mails?' },
  } as const;
  render(<Message message={answer([part])} onApproveTool={() => undefined} />);
  expect(screen.getByText('Send 3 mails?')).toBeVisible();
});
