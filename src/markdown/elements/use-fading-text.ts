import { type ComponentType, useEffect, useState } from 'react';
import type { FadingTextProps } from './fading-text.tsx';
import { fading } from './lazy-fading-text.ts';

/**
 * What fades new words in, of a message that begins to stream when it is there. Which text node shows a word never
 * changes, so a message that began before shows its words at once, as it does for readers who want less motion.
 */
export function useFadingText(
  isWanted: boolean,
  isStreaming: boolean,
): ComponentType<FadingTextProps> | undefined {
  const [part] = useState(() => (isWanted && isStreaming ? fading.get() : undefined));
  const isMissed = isWanted && isStreaming && part === undefined;
  useEffect(() => {
    if (isMissed) void fading.load();
  }, [isMissed]);
  return isWanted ? part?.FadingText : undefined;
}
