import { type ComponentType, useEffect, useState } from 'react';
import type { FadingTextProps } from './fading-text.tsx';

/**
 * Loads what fades new words in, once a message streams. It stays when the stream ends, so that no
 * text node is replaced then. Readers who want less motion see the words at once.
 */
export function useFadingText(
  isWanted: boolean,
  isStreaming: boolean,
): ComponentType<FadingTextProps> | undefined {
  const [Text, setText] = useState<ComponentType<FadingTextProps>>();
  const isDue = isWanted && isStreaming && Text === undefined;
  useEffect(() => {
    if (!isDue || matchMedia('(prefers-reduced-motion: reduce)').matches) return undefined;
    let isCurrent = true;
    import('./fading-text.tsx').then(
      ({ FadingText }) => isCurrent && setText(FadingText),
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [isDue]);
  return isWanted ? Text : undefined;
}
