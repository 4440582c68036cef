import { useContext, useMemo, useSyncExternalStore } from 'react';
import { ChatContext } from '../../components/messages/chat-context.ts';
import type { ChatMessage, MessagePart } from '../../protocol/chat-message.ts';
import { useShallow } from '../../view/use-shallow.ts';
import { begins, messagesIn, surfaceOf } from './a2ui-sources.ts';

const none: readonly ChatMessage[] = [];

/**
 * The messages of A2UI for the surfaces that a part begins, its own first: an agent changes a surface by later parts, and by later
 * answers, where there is a chat around. A surface is shown where it is first spoken of; begun anew, it is shown there.
 */
export function useSurfaceMessages(part: MessagePart, message: ChatMessage): readonly unknown[] {
  const chat = useContext(ChatContext);
  const all = useSyncExternalStore(
    chat ? chat.subscribe : noSubscription,
    () => chat?.getState().messages ?? none,
    () => none,
  );
  const chosen = useMemo(() => {
    const at = all.findLastIndex(({ id }) => id === message.id);
    const { parts } = message;
    const place = parts.indexOf(part);
    const partsOf = (from: number, to?: number) =>
      at < 0 ? [] : all.slice(from, to).flatMap((other) => other.parts);
    return select(
      part,
      [...partsOf(0, at), ...parts.slice(0, place)],
      [...parts.slice(place + 1), ...partsOf(at + 1)],
    );
  }, [all, message, part]);
  return useShallow(chosen);
}

function noSubscription(): () => void {
  return () => undefined;
}

function select(
  part: MessagePart,
  before: readonly MessagePart[],
  after: readonly MessagePart[],
): readonly unknown[] {
  const own = messagesIn(part) ?? [];
  const known = new Set(before.flatMap((other) => (messagesIn(other) ?? []).map(surfaceOf)));
  const begun = new Set(own.filter(begins).map(surfaceOf));
  const isMine = (id: string | undefined) => id !== undefined && (begun.has(id) || !known.has(id));
  const mine = new Set(own.map(surfaceOf).filter(isMine));
  const chosen: unknown[] = own.filter((message) => {
    const id = surfaceOf(message);
    return id === undefined ? mine.size > 0 || known.size === 0 : mine.has(id);
  });
  if (mine.size === 0) return chosen;
  for (const message of after.flatMap((other) => messagesIn(other) ?? [])) {
    const id = surfaceOf(message);
    // Begun anew somewhere else, it is shown there from then on; here it stays as it was.
    if (begins(message)) mine.delete(id);
    if (id === undefined || mine.has(id)) chosen.push(message);
  }
  return chosen;
}
