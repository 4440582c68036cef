'use client';
import type * as React from 'react';
import type { TextPart } from '../../protocol/chat-message.ts';
import { StreamingMarkdown } from '../../markdown/streaming-markdown.tsx';
import { Icon } from '../shared/icon.tsx';
import type { MarkdownOptions } from '../shared/markdown-options.ts';
import { useElapsed } from '../shared/use-elapsed.ts';
import { useFold } from '../shared/use-fold.ts';
import { useLabels } from '../labels/use-labels.ts';
import { useMessageSlots } from './message-slots.tsx';

/** Props of {@link Reasoning}. */
export interface ReasoningProps {
  /** The thoughts. */
  readonly part: TextPart;
  /** Whether more of the message is on its way. @default false */
  readonly isStreaming?: boolean | undefined;
  /** How the thoughts are rendered. @default {} */
  readonly markdown?: MarkdownOptions | undefined;
}

/**
 * A model's thoughts: their last lines while it thinks, folded after that, until the reader opens or closes them. The label says
 * whether it thinks or how long it thought. Renders a `<details>`.
 */
export function Reasoning({
  part,
  isStreaming = false,
  markdown,
}: ReasoningProps): React.JSX.Element {
  const isThinking = isStreaming && part.state === 'streaming';
  const { isChosen, ...fold } = useFold(isThinking);
  return (
    <details
      className="rv-reasoning"
      data-status={isThinking ? 'streaming' : 'done'}
      data-preview={(isThinking && !isChosen) || undefined}
      {...fold}
    >
      <summary>
        <Icon shape="chevron" />
        <ThoughtLabel isThinking={isThinking} />
      </summary>
      {fold.open && (
        <div className="rv-reasoning-text">
          <StreamingMarkdown {...markdown} streaming={isThinking} caret={false}>
            {part.text}
          </StreamingMarkdown>
        </div>
      )}
    </details>
  );
}

function ThoughtLabel({ isThinking }: { readonly isThinking: boolean }): React.JSX.Element {
  const { thinking, thoughts } = useLabels();
  const { meter = true } = useMessageSlots();
  const elapsed = useElapsed(isThinking);
  const seconds = elapsed === undefined || !meter ? undefined : elapsed / 1000;
  return <span>{isThinking ? thinking : thoughts(seconds)}</span>;
}
