'use client';
import type * as React from 'react';
import { useCallback, useMemo } from 'react';
import { flushSync } from 'react-dom';
import type { SendResult } from '../chat/state/send-result.ts';
import type { StreamingChat } from '../chat/react/use-streaming-chat.ts';
import type { ChatError } from '../protocol/chat-error.ts';
import { attributeIs } from '../view/attribute-is.ts';

/** What the parts of a `<Chat>` call; the functions stay the same while the chat does. */
export interface ChatActs {
  readonly ask: (text: string) => void;
  readonly regenerate: (messageId: string) => void;
  readonly edit: (messageId: string, text: string) => void;
  readonly goOn: () => void;
  readonly switchTo: (messageId: string) => void;
  readonly unqueue: (messageId: string) => void;
  readonly resend: (messageId: string) => void;
}

/** The acts of a chat's user, as its messages offer them: a running answer is stopped first, and the focus goes on to where one writes. */
export function useChatActs(
  { chat, regenerate, edit, switchTo }: StreamingChat,
  root: React.RefObject<HTMLElement | null>,
  onTextBack: (text: string) => void,
  onRefused: (error: ChatError | undefined) => void,
): ChatActs {
  // The pressed button goes with what it replaces; without a new place the focus would fall to the page.
  const moveFocus = useCallback(() => {
    if (root.current) placeToWrite(root.current)?.focus({ preventScroll: true });
  }, [root]);
  const begin = useCallback(() => {
    onRefused(undefined);
    void chat.abort();
    moveFocus();
  }, [chat, moveFocus, onRefused]);
  const told = useCallback(
    async (asked: Promise<SendResult>) => {
      const result = await asked;
      if (!result.accepted && result.isUntold) onRefused(result.error);
      return result;
    },
    [onRefused],
  );
  const change = useCallback(
    async (messageId: string, text: string) => {
      const asked = chat.getState().messages.find(({ id }) => id === messageId);
      begin();
      // The editor has the words alone; what was sent with them goes with the new ones.
      const parts = asked?.parts.filter(({ type }) => type !== 'text') ?? [];
      const result = await told(edit(messageId, parts.length > 0 ? { text, parts } : text));
      if (!result.accepted) onTextBack(text);
    },
    [begin, chat, edit, onTextBack, told],
  );
  const show = useCallback(
    (messageId: string) => {
      const pressed = root.current?.ownerDocument.activeElement?.getAttribute('aria-label');
      flushSync(() => switchTo(messageId));
      // The version that held the pressed button is gone; the same button of the new version takes the focus.
      const buttons = root.current?.querySelectorAll<HTMLElement>(
        `${attributeIs('data-message-id', messageId)} .rv-versions > .rv-action`,
      );
      for (const button of buttons ?? []) {
        if (button.getAttribute('aria-label') === pressed) button.focus();
      }
    },
    [switchTo, root],
  );
  return useMemo(
    () => ({
      ask(text) {
        begin();
        void told(chat.send(text));
      },
      regenerate(messageId) {
        begin();
        void told(regenerate(messageId));
      },
      edit: (messageId, text) => void change(messageId, text),
      goOn() {
        begin();
        void goOn(chat, told);
      },
      switchTo: show,
      unqueue(messageId) {
        moveFocus();
        chat.unqueue(messageId);
      },
      resend(messageId) {
        moveFocus();
        chat.resend(messageId);
      },
    }),
    [begin, change, chat, moveFocus, regenerate, show, told],
  );
}

/** The message field; the log where a field with the focus would bring up a keyboard over half of the screen. */
function placeToWrite(root: HTMLElement): HTMLElement | null {
  const isTouched = root.ownerDocument.defaultView?.matchMedia?.('(pointer: coarse)').matches;
  return root.querySelector(isTouched ? '[role="log"]' : '.rv-composer textarea');
}

/** Gets the rest of a cut answer from the server, which may still have it; else the model goes on from where it stopped. */
async function goOn(
  chat: StreamingChat['chat'],
  told: (asked: Promise<SendResult>) => Promise<SendResult>,
): Promise<void> {
  const isCut = () => chat.getState().messages.at(-1)?.end === 'truncated';
  if (isCut()) {
    await chat.resume();
    const { error, messages } = chat.getState();
    const hasNoServer = error?.code === 'network' || error?.code === 'timeout';
    if (hasNoServer || !(isCut() || messages.at(-1)?.end === 'expired')) return;
  }
  await told(chat.continueAnswer());
}
