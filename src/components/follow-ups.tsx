import type * as React from 'react';
import type { StreamingChat } from '../chat/react/use-streaming-chat.ts';
import type { ChatMessage } from '../protocol/chat-message.ts';
import { Suggestions } from './composer/suggestions.tsx';
import type { SuggestionsProps } from './composer/suggestions.tsx';

/** Props of {@link FollowUps}. */
export interface FollowUpsProps {
  readonly chat: Pick<StreamingChat, 'messages' | 'status'>;
  /** What to ask next, or what follows from the answer. */
  readonly followUps?:
    | readonly string[]
    | ((answer: ChatMessage) => readonly string[] | undefined)
    | undefined;
  readonly onSelect: (text: string) => void;
  /** Shows them. */
  readonly Questions?: React.ComponentType<SuggestionsProps> | undefined;
}

/** What may be asked after the newest answer, one press each. Renders nothing while an answer is on its way. */
export function FollowUps({
  chat: { messages, status },
  followUps = keptFollowUps,
  onSelect,
  Questions = Suggestions,
}: FollowUpsProps): React.JSX.Element | null {
  const last = messages.at(-1);
  const isAnswered = last?.role === 'assistant' && last.end === 'complete' && status === 'ready';
  const questions = isAnswered && (typeof followUps === 'function' ? followUps(last) : followUps);
  if (!questions || questions.length === 0) return null;
  return <Questions className="rv-follow-ups" suggestions={questions} onSelect={onSelect} />;
}

/** What the server has sent with the answer. */
function keptFollowUps({ metadata }: ChatMessage): readonly string[] | undefined {
  const kept = metadata?.['followUps'];
  if (!Array.isArray(kept)) return undefined;
  return kept.filter((question): question is string => typeof question === 'string');
}
