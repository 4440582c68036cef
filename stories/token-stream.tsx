import { useEffect, useState } from 'react';
import { StreamingMarkdown } from 'rivulet/markdown';
import type { StreamingMarkdownProps } from 'rivulet/markdown';
import { documents } from './documents.ts';

/** Props of {@link TokenStream}. */
export interface TokenStreamProps extends Omit<StreamingMarkdownProps, 'children' | 'streaming'> {
  readonly text: string;
  /** How fast it comes, at about four characters a model token. */
  readonly tokensPerSecond: number;
}

const charactersPerToken = 4;

/** Streams a text into `StreamingMarkdown` at a speed of choice; a button streams it again. */
export function TokenStream({ text, tokensPerSecond, ...rest }: TokenStreamProps) {
  const [length, setLength] = useState(0);
  const isStreaming = length < text.length;
  useEffect(() => {
    if (!isStreaming) return undefined;
    let last = performance.now();
    let shown = 0;
    let frame = requestAnimationFrame(function advance(now) {
      shown += ((now - last) / 1000) * tokensPerSecond * charactersPerToken;
      last = now;
      const whole = Math.floor(shown);
      shown -= whole;
      if (whole > 0) setLength((before) => Math.min(text.length, before + whole));
      frame = requestAnimationFrame(advance);
    });
    return () => cancelAnimationFrame(frame);
  }, [text, tokensPerSecond, isStreaming]);
  return (
    <>
      <button type="button" className="story-button" onClick={() => setLength(0)}>
        Stream it again
      </button>
      <StreamingMarkdown streaming={isStreaming} {...rest}>
        {text.slice(0, length)}
      </StreamingMarkdown>
    </>
  );
}

documents(TokenStream, StreamingMarkdown);
