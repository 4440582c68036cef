import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeAll, expect, it, vi } from 'vitest';
import { toolDetails } from '../../src/components/tools/tool-call.tsx';
import { Message } from '../../src/components/messages/message.tsx';
import type { ToolPart } from '../../src/protocol/chat-message.ts';
import { answer } from './chat-samples.ts';

beforeAll(() => toolDetails.load());

const call: ToolPart = {
  type: 'tool-remove',
  toolCallId: 'call-1',
  state: 'approval-requested',
  input: { file: 'notes.txt' },
  approval: { id: 'approval-1' },
};

it.each([
  ['Allow', true],
  ['Deny', false],
])(
  '%s answers a call that waits for approval, which is open to be read',
  async (name, approved) => {
    const approve = vi.fn<(id: string, approved: boolean) => void>();
    render(<Message message={answer([call])} onApproveTool={approve} />);
    expect(screen.getByText(/notes\.txt/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name }));
    expect(approve).toHaveBeenCalledExactlyOnceWith('call-1', approved);
  },
);

it('asks nothing once a call is answered', () => {
  const message = answer([{ ...call, state: 'output-available', output: 'gone' }]);
  render(<Message message={message} onApproveTool={() => undefined} />);
  expect(screen.queryByRole('button', { name: 'Allow' })).toBeNull();
});

it('goes on with an answer that reached its length limit, and only with such a one', async () => {
  const goOn = vi.fn<() => void>();
  const cut = answer('One, two,', { metadata: { finishReason: 'length' } });
  const { rerender } = render(<Message message={cut} onContinue={goOn} />);
  await userEvent.click(screen.getByRole('button', { name: 'Continue' }));
  expect(goOn).toHaveBeenCalledTimes(1);
  rerender(<Message message={answer('One, two, three.')} onContinue={goOn} />);
  expect(screen.queryByRole('button', { name: 'Continue' })).toBeNull();
});

it('lets the text cite the web pages that came with it', () => {
  const source = {
    type: 'source-url',
    sourceId: 's',
    url: 'https://example.com/a',
    title: 'A page',
  } as const;
  const text = { type: 'text', text: 'Water is wet [1].', state: 'done' } as const;
  const { container } = render(<Message message={answer([source, text])} />);
  expect(container.querySelector('.rv-markdown a[href="https://example.com/a"]')).not.toBeNull();
});
