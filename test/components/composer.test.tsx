import { act, createEvent, fireEvent, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { describe, expect, it, vi } from 'vitest';
import type { SendResult } from '../../src/chat/state/send-result.ts';
import { Composer } from '../../src/components/composer/composer.tsx';
import { ChatError } from '../../src/protocol/chat-error.ts';
import type { ChatErrorCode } from '../../src/protocol/chat-error.ts';

const accepted: SendResult = { accepted: true, messageId: 'm' };
const sender = (result: SendResult = accepted) =>
  vi.fn((_text: string): Promise<SendResult> => Promise.resolve(result));
const refused = (code: ChatErrorCode): SendResult => ({
  accepted: false,
  error: new ChatError(code, 'No.'),
});
const field = () => screen.getByRole('textbox', { name: 'Message' });

describe('Composer', () => {
  it('sends with Enter, empties itself and keeps the focus', async () => {
    const onSend = sender();
    render(<Composer onSend={onSend} />);
    await userEvent.type(field(), 'Hello{Enter}');
    expect(onSend.mock.calls).toEqual([['Hello']]);
    expect(field()).toHaveValue('');
    expect(field()).toHaveFocus();
  });

  it('sends what was typed into a page of a server before React was there', async () => {
    const onSend = sender();
    const page = document.body.appendChild(document.createElement('div'));
    page.innerHTML = renderToString(<Composer onSend={onSend} />);
    for (const typed of page.querySelectorAll('textarea')) typed.value = 'Hello';
    const root = await act(async () => hydrateRoot(page, <Composer onSend={onSend} />));
    await userEvent.click(screen.getByRole('button', { name: 'Send' }));
    expect(onSend.mock.calls).toEqual([['Hello']]);
    act(() => root.unmount());
    page.remove();
  });

  it('makes a line with Shift+Enter', async () => {
    const onSend = sender();
    render(<Composer onSend={onSend} />);
    await userEvent.type(field(), 'one{Shift>}{Enter}{/Shift}two');
    expect(field()).toHaveValue('one\ntwo');
    expect(onSend).not.toHaveBeenCalled();
  });

  it('sends with the button and gives the focus back to the field', async () => {
    const onSend = sender();
    render(<Composer onSend={onSend} />);
    await userEvent.type(field(), 'Hello');
    await userEvent.click(screen.getByRole('button', { name: 'Send' }));
    expect(onSend.mock.calls).toEqual([['Hello']]);
    expect(field()).toHaveFocus();
  });

  it('sends neither nothing nor mere spaces', async () => {
    const onSend = sender();
    render(<Composer onSend={onSend} />);
    await userEvent.type(field(), '  {Enter}');
    await userEvent.click(screen.getByRole('button', { name: 'Send' }));
    expect(onSend).not.toHaveBeenCalled();
  });

  it.each([
    ['that an input method composes', { isComposing: true }],
    ['that ended a composition in Safari', { keyCode: 229 }],
  ])('leaves an Enter alone %s', (_what, init) => {
    const onSend = sender();
    render(<Composer onSend={onSend} draft="日本" />);
    const press = createEvent.keyDown(field(), { key: 'Enter', ...init });
    fireEvent(field(), press);
    expect(onSend).not.toHaveBeenCalled();
    expect(press.defaultPrevented).toBe(false);
  });

  it('puts the text back when the server refuses it for good', async () => {
    render(<Composer onSend={sender(refused('too-large'))} />);
    await userEvent.type(field(), 'A long question{Enter}');
    expect(await screen.findByDisplayValue('A long question')).toBe(field());
  });

  it('keeps what was typed meanwhile when the text comes back', async () => {
    let answerWith: ((result: SendResult) => void) | undefined;
    const answering = new Promise<SendResult>((resolve) => {
      answerWith = resolve;
    });
    render(<Composer onSend={() => answering} />);
    await userEvent.type(field(), 'first{Enter}');
    await userEvent.type(field(), 'second');
    await act(async () => answerWith?.(refused('bad-request')));
    expect(field()).toHaveValue('first\nsecond');
  });

  it('does not double a question that stays in the list for a retry', async () => {
    render(<Composer onSend={sender(refused('overloaded'))} />);
    await userEvent.type(field(), 'A question{Enter}');
    expect(field()).toHaveValue('');
  });

  it('turns its button into a stop button in the same place', async () => {
    const onAbort = vi.fn();
    const { rerender } = render(<Composer onSend={sender()} onAbort={onAbort} />);
    const button = screen.getByRole('button', { name: 'Send' });
    rerender(<Composer onSend={sender()} onAbort={onAbort} isStreaming />);
    expect(screen.getByRole('button', { name: 'Stop' })).toBe(button);
    await userEvent.click(button);
    expect(onAbort).toHaveBeenCalledOnce();
  });

  it('keeps the draft when Enter is pressed during an answer', async () => {
    const onSend = sender();
    render(<Composer onSend={onSend} isStreaming />);
    await userEvent.type(field(), 'next{Enter}');
    expect(onSend).not.toHaveBeenCalled();
    expect(field()).toHaveValue('next');
    expect(screen.getByRole('status')).toHaveTextContent('An answer is on its way.');
    await userEvent.type(field(), '!');
    expect(screen.getByRole('status')).toBeEmptyDOMElement();
  });

  it('offers to send when the answer has ended, once, and lets go of it again', async () => {
    const onSend = sender();
    const { rerender } = render(<Composer onSend={onSend} isStreaming />);
    await userEvent.type(field(), 'next{Enter}');
    await userEvent.click(screen.getByRole('button', { name: 'Send after the answer' }));
    expect(field()).toHaveFocus();
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    rerender(<Composer onSend={onSend} />);
    expect(onSend).not.toHaveBeenCalled();
    rerender(<Composer onSend={onSend} isStreaming />);
    await userEvent.type(field(), '{Enter}');
    await userEvent.click(screen.getByRole('button', { name: 'Send after the answer' }));
    rerender(<Composer onSend={onSend} />);
    expect(onSend.mock.calls).toEqual([['next']]);
    expect(field()).toHaveValue('');
    rerender(<Composer onSend={onSend} isStreaming />);
    rerender(<Composer onSend={onSend} />);
    expect(onSend).toHaveBeenCalledOnce();
  });

  it('stops the answer with Escape, and only an answer', async () => {
    const onAbort = vi.fn();
    const { rerender } = render(<Composer onSend={sender()} onAbort={onAbort} />);
    await userEvent.type(field(), '{Escape}');
    expect(onAbort).not.toHaveBeenCalled();
    rerender(<Composer onSend={sender()} onAbort={onAbort} isStreaming />);
    await userEvent.type(field(), '{Escape}');
    expect(onAbort).toHaveBeenCalledOnce();
  });

  it('takes a new draft only into an empty field', async () => {
    const { rerender } = render(<Composer onSend={sender()} />);
    rerender(<Composer onSend={sender()} draft="given" />);
    expect(field()).toHaveValue('given');
    rerender(<Composer onSend={sender()} draft="other" />);
    expect(field()).toHaveValue('given');
  });

  it('passes class names and attributes on', () => {
    render(<Composer onSend={sender()} className="mine" data-testid="form" />);
    expect(screen.getByTestId('form')).toHaveClass('rv-composer', 'mine');
  });
});
