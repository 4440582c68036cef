'use client';
import type * as React from 'react';
import { createContext, useContext, useMemo, useState } from 'react';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import { useLatestCallback } from '../../view/use-latest-callback.ts';
import { useShallow } from '../../view/use-shallow.ts';
import type { Feedback, MessageSlots } from './message-props.ts';

interface Kept extends Omit<MessageSlots, 'messageActions'> {
  /** What the reader thinks of answers, also of those that are far from what is seen. */
  readonly votes?: Map<string, Feedback | undefined>;
}

const KeptContext = createContext<Kept>({});
// Apart from the rest: a function written in place is another one at each render, and must not render whole messages anew.
const ActionsContext = createContext<MessageSlots['messageActions']>(undefined);

/** Puts what a component is given over what the one around it was, for all that it holds. */
export function MessageSlotsProvider({
  slots: { messageActions, onFeedback, ...slots },
  children,
}: {
  readonly slots: MessageSlots;
  readonly children: React.ReactNode;
}): React.JSX.Element {
  const around = useContext(KeptContext);
  const actionsAround = useContext(ActionsContext);
  const tell = useLatestCallback(onFeedback);
  const own = useShallow(onFeedback ? { ...slots, onFeedback: tell } : slots, 2);
  const [votes] = useState(() => new Map<string, Feedback | undefined>());
  const kept = useMemo(() => over({ votes, ...around }, own), [around, own, votes]);
  return (
    <KeptContext.Provider value={kept}>
      <ActionsContext.Provider value={messageActions ?? actionsAround}>
        {children}
      </ActionsContext.Provider>
    </KeptContext.Provider>
  );
}

/** What the host puts into the messages around, but for their actions. */
export function useMessageSlots(): Kept {
  return useContext(KeptContext);
}

/** The options of one of the formats around, by its name. */
export function useUiFormat(name: string): unknown {
  const { uiFormats = [] } = useContext(KeptContext);
  return uiFormats.find((format) => format.name === name)?.options;
}

/** What the host puts behind the buttons of a message. Renders a `<div>` where there is something. */
export function HostActions({ message }: { readonly message: ChatMessage }): React.ReactNode {
  const actions = useContext(ActionsContext);
  const shown = typeof actions === 'function' ? actions(message) : actions;
  return shown ? <div className="rv-host-actions">{shown}</div> : null;
}

/** What is not given, or given as undefined, stays as it is around. */
function over(around: Kept, own: Kept): Kept {
  const given = Object.entries(own).filter(([, value]) => value !== undefined);
  return given.length === 0 ? around : { ...around, ...Object.fromEntries(given) };
}
