'use client';
import type * as React from 'react';
import { useEffect, useRef, useState } from 'react';
import type { TextPart } from '../../protocol/chat-message.ts';
import { StreamingMarkdown } from '../../markdown/streaming-markdown.tsx';
import { Icon } from '../shared/icon.tsx';
import type { MarkdownOptions } from '../shared/markdown-options.ts';
import { useLabels } from '../labels/use-labels.ts';

/** Props of {@link Reasoning}. */
export interface ReasoningProps {
  readonly part: TextPart;
  readonly isStreaming: boolean;
  readonly markdown?: MarkdownOptions | undefined;
}

/** A model's thoughts, folded; the label says whether it thinks or how long it thought. Renders a `<details>`. */
export function Reasoning({ part, isStreaming, markdown }: ReasoningProps): React.JSX.Element {
  const { thinking, thoughts } = useLabels();
  const isThinking = isStreaming && part.state === 'streaming';
  const [isOpen, setOpen] = useState(false);
  const seconds = useThinkingSeconds(isThinking);
  return (
    <details
      className="rv-reasoning"
      data-status={isThinking ? 'streaming' : 'done'}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        <Icon shape="chevron" />
        <span>{isThinking ? thinking : thoughts(seconds)}</span>
      </summary>
      {isOpen && (
        <div className="rv-reasoning-text">
          <StreamingMarkdown {...markdown} streaming={isThinking} caret={false}>
            {part.text}
          </StreamingMarkdown>
        </div>
      )}
    </details>
  );
}

/** How long the model thought; a message that came from storage does not know it. */
function useThinkingSeconds(isThinking: boolean): number | undefined {
  const startedAt = useRef<number>(undefined);
  const [seconds, setSeconds] = useState<number>();
  useEffect(() => {
    if (!isThinking) return undefined;
    startedAt.current ??= performance.now();
    const start = startedAt.current;
    return () => setSeconds((performance.now() - start) / 1000);
  }, [isThinking]);
  return seconds;
}
