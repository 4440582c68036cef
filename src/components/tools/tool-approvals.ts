'use client';
import type * as React from 'react';
import { createContext, useCallback, useEffect, useMemo, useState } from 'react';
import { toolName } from '../../protocol/chat-message.ts';
import type { StreamingChat } from '../../chat/react/use-streaming-chat.ts';
import { useLatestCallback } from '../../view/use-latest-callback.ts';
import { useShallow } from '../../view/use-shallow.ts';

/** Which tools of a chat run without asking. */
export interface ToolApprovals {
  readonly allowed: ReadonlySet<string>;
  /** Has a tool always allowed, or asked for again; absent where that is not offered. */
  readonly setAllowed?: (toolName: string, isAllowed: boolean) => void;
}

const none: ToolApprovals = { allowed: new Set() };

/** Which tools run without asking, for the calls inside. */
export const ToolApprovalsContext: React.Context<ToolApprovals> = createContext(none);

/** What the reader has chosen, by the names of the tools, in one chat. */
interface Chosen {
  readonly chat: StreamingChat['chat'];
  readonly tools: Readonly<Record<string, boolean>>;
}

/** Options of {@link useToolApprovals}. */
export interface ToolApprovalOptions {
  /** The names of tools that run without asking; `false` lets the reader allow each call by itself alone. @default [] */
  readonly alwaysAllowed?: readonly string[] | false | undefined;
  /**
   * Is told of each tool that the reader always allows, or wants to be asked for again: to be kept, and given back as
   * `alwaysAllowed`. What was chosen holds for this chat until the page is left. @default none
   */
  readonly onAlwaysAllow?: ((toolName: string, isAllowed: boolean) => void) | undefined;
}

/** Remembers which tools of a chat are always allowed, and says yes to their calls. */
export function useToolApprovals(
  { chat, messages }: StreamingChat,
  { alwaysAllowed = [], onAlwaysAllow }: ToolApprovalOptions,
): ToolApprovals {
  const [chosen, setChosen] = useState<Chosen>({ chat, tools: {} });
  const tools = chosen.chat === chat ? chosen.tools : undefined;
  const given = useShallow(alwaysAllowed);
  const allowed = useMemo(() => {
    if (given === false) return none.allowed;
    const names = new Set(given);
    for (const [name, isAllowed] of Object.entries(tools ?? {}))
      names[isAllowed ? 'add' : 'delete'](name);
    return names;
  }, [given, tools]);
  const tell = useLatestCallback(onAlwaysAllow);
  const setAllowed = useCallback(
    (name: string, isAllowed: boolean) => {
      setChosen((known) => ({
        chat,
        tools: { ...(known.chat === chat ? known.tools : {}), [name]: isAllowed },
      }));
      tell(name, isAllowed);
    },
    [chat, tell],
  );
  const last = messages.at(-1);
  useEffect(() => {
    for (const part of last?.parts ?? []) {
      const isAsking = 'toolCallId' in part && part.state === 'approval-requested';
      if (isAsking && allowed.has(toolName(part))) chat.approveTool(part.toolCallId, true);
    }
  }, [allowed, chat, last]);
  const isOffered = given !== false;
  return useMemo(
    () => (isOffered ? { allowed, setAllowed } : { allowed }),
    [allowed, setAllowed, isOffered],
  );
}
