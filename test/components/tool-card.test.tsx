import { act, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { Chat, type ChatProps } from '../../src/components/chat.tsx';
import { Message } from '../../src/components/messages/message.tsx';
import { readableName, toolTitle } from '../../src/components/tools/readable-name.ts';
import { ToolCall, toolDetails } from '../../src/components/tools/tool-call.tsx';
import { useStreamingChat } from '../../src/chat/react/use-streaming-chat.ts';
import type { ChatMessage, ToolPart } from '../../src/protocol/chat-message.ts';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';
import { answer } from './chat-samples.ts';

beforeAll(() => toolDetails.load());

function call(id: string, more: Partial<ToolPart> = {}): ToolPart {
  return {
    type: 'tool-delete_file',
    toolCallId: id,
    state: 'output-available',
    input: { file_path: 'notes.txt' },
    output: 'gone',
    ...more,
  };
}
const asking = (id: string, more: Partial<ToolPart> = {}) => {
  const { output: _, ...rest } = call(id);
  const asked = { state: 'approval-requested', approval: { id: `approval-${id}` } } as const;
  return { ...rest, ...asked, ...more };
};
const text = { type: 'text', text: 'Done.', state: 'done' } as const;

it.each([
  ['getWeather', 'Get weather'],
  ['delete_file', 'Delete file'],
  ['fetchURL', 'Fetch URL'],
  ['search-the-web', 'Search the web'],
  ['Was ist das?', 'Was ist das?'],
  ['', ''],
])('makes words of the name %s', (name, words) => {
  expect(readableName(name)).toBe(words);
});

it('names the tool of an MCP server by its server and its own name', () => {
  const part = { ...call('a'), type: 'tool-mcp__github__create_issue' } as const;
  expect(toolTitle(part, { tool: 'Tool' })).toBe('Github · Create issue');
});

describe('the card of a tool call', () => {
  it('reads what went in and what came out as names and values, not as JSON', async () => {
    const input = { file_path: 'a.txt', size: { bytes: 12 }, tags: ['x', 'y'], since: null };
    const { container } = render(<ToolCall part={call('a', { input, output: { ok: true } })} />);
    await userEvent.click(screen.getByText('Delete file'));
    for (const words of ['File path', 'a.txt', 'Bytes', '12', 'x, y', '–', 'Result', 'Ok', 'true'])
      expect(screen.getByText(words)).toBeVisible();
    expect(container).not.toHaveTextContent(/[{}[\]"]/);
  });

  it('reads the texts of the Model Context Protocol as the result', async () => {
    const output = { content: [{ type: 'text', text: 'Glomma, 621 km' }] };
    render(<ToolCall part={call('a', { output })} />);
    await userEvent.click(screen.getByText('Delete file'));
    expect(screen.getByText('Glomma, 621 km')).toBeVisible();
  });

  it('is open and plain where the call failed or was denied', () => {
    render(<ToolCall part={call('a', { state: 'output-error', errorText: 'Out of space.' })} />);
    expect(screen.getByText('Out of space.')).toBeVisible();
    const approval = { id: 'b', approved: false, reason: 'Not that one.' };
    render(<ToolCall part={call('b', { state: 'output-denied', approval })} />);
    expect(screen.getByText('Not that one.')).toBeVisible();
  });

  it('stays as its reader left it', async () => {
    const { rerender } = render(<ToolCall part={asking('a')} />);
    await userEvent.click(screen.getByText('Delete file'));
    expect(screen.queryByText('notes.txt', { selector: 'div' })).toBeNull();
    rerender(<ToolCall part={call('a', { state: 'output-error', errorText: 'Gone.' })} />);
    expect(screen.queryByText('Gone.')).toBeNull();
  });

  it('says that nothing goes on any more where the answer broke off', () => {
    const running = call('a', { state: 'input-available' });
    const { rerender } = render(<Message message={answer([running])} />);
    expect(screen.getByText('running…')).toBeVisible();
    rerender(<Message message={answer([running], { end: 'truncated' })} />);
    expect(screen.getByText('Stopped')).toBeVisible();
  });

  it('takes the reason of a denial', async () => {
    const approve = vi.fn<(id: string, approved: boolean, reason?: string) => void>();
    render(<ToolCall part={asking('a')} onApprove={approve} />);
    const group = screen.getByRole('group', { name: 'Allow “Delete file”?' });
    await userEvent.click(within(group).getByRole('button', { name: 'Deny and say why…' }));
    expect(screen.getByRole('textbox')).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    expect(screen.getByRole('button', { name: 'Deny and say why…' })).toHaveFocus();
    await userEvent.keyboard('{Enter}I need it.{Enter}');
    expect(approve).toHaveBeenCalledExactlyOnceWith('a', false, 'I need it.');
  });

  it('hands the focus to the next question, and after the last one keeps it', async () => {
    render(
      <Message message={answer([asking('a'), asking('b')])} onApproveTool={() => undefined} />,
    );
    const [first, second] = screen.getAllByRole('button', { name: 'Allow' });
    await userEvent.click(first as HTMLElement);
    expect(second).toHaveFocus();
  });
});

describe('calls in a row', () => {
  it('are folded into one line when they are over, with how many failed', async () => {
    const parts = [call('a'), call('b', { state: 'output-error', errorText: 'No.' }), call('c')];
    render(<Message message={answer([...parts, text])} />);
    expect(screen.getAllByText('Delete file')[0]).not.toBeVisible();
    expect(screen.getByText('1 failed')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: /3 steps/ }));
    expect(screen.getAllByText('Delete file')[0]).toBeVisible();
  });

  it('stand below each other while they go on, and where one asks', () => {
    const parts = [call('a'), call('b'), call('c')];
    const { rerender } = render(<Message message={answer(parts)} isStreaming />);
    expect(screen.queryByText('3 steps')).toBeNull();
    rerender(<Message message={answer([...parts, asking('d')])} />);
    expect(screen.queryByText('4 steps')).toBeNull();
  });

  it('keep their cards, and what is open in them, when they are folded', async () => {
    const parts = [call('a'), call('b'), call('c')];
    const { rerender, container } = render(<Message message={answer(parts)} isStreaming />);
    const card = container.querySelector('details');
    rerender(<Message message={answer([...parts, text])} />);
    await userEvent.click(screen.getByRole('button', { name: '3 steps' }));
    expect(container.querySelector('details')).toBe(card);
  });
});

function ToolChat({ messages, ...props }: { messages: ChatMessage[] } & Partial<ChatProps>) {
  const [transport] = useState(() => scriptedTransport([]));
  const chat = useStreamingChat({ transport, initialMessages: messages });
  return <Chat {...props} chat={chat} />;
}

const waiting = () => [answer([asking('a'), asking('b', { type: 'tool-other' }), asking('c')])];

describe('Always allow', () => {
  it('answers the other calls of the tool, is told, and can be taken back', async () => {
    const told = vi.fn<(name: string, isAllowed: boolean) => void>();
    render(<ToolChat messages={waiting()} onAlwaysAllow={told} />);
    await userEvent.click(
      screen.getAllByRole('button', { name: 'Always allow' })[0] as HTMLElement,
    );
    expect(told).toHaveBeenCalledExactlyOnceWith('delete_file', true);
    expect(await screen.findAllByRole('button', { name: 'Allow' })).toHaveLength(1);
    await userEvent.click(screen.getAllByText('Delete file')[0] as HTMLElement);
    expect(screen.getAllByText('Always allowed in this chat')[0]).toBeVisible();
    await userEvent.click(screen.getAllByRole('button', { name: 'Ask again' })[0] as HTMLElement);
    expect(told).toHaveBeenLastCalledWith('delete_file', false);
    expect(screen.queryByText('Always allowed in this chat')).toBeNull();
  });

  it('holds from the beginning for the tools that the host names', async () => {
    render(<ToolChat messages={waiting()} alwaysAllowed={['delete_file', 'other']} />);
    await act(async () => undefined);
    expect(screen.queryByRole('button', { name: 'Allow' })).toBeNull();
  });

  it('is not offered where the host says so', () => {
    render(<ToolChat messages={waiting()} alwaysAllowed={false} />);
    expect(screen.getAllByRole('button', { name: 'Allow' })).toHaveLength(3);
    expect(screen.queryByRole('button', { name: 'Always allow' })).toBeNull();
  });
});
