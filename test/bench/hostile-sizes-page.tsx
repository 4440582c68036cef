// The page of the benchmark of hostile sizes: renders one text whole, or in pieces, and answers with milliseconds.
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { StreamingMarkdown } from '../../src/markdown/streaming-markdown.tsx';

/** Shows a text in so many pieces, layout included, and measures it. */
async function measure(text: string, pieces: number): Promise<number> {
  const container = document.body.appendChild(document.createElement('div'));
  const root = createRoot(container);
  const started = performance.now();
  for (let piece = 1; piece <= pieces; piece += 1) {
    const shown = text.slice(0, Math.ceil((text.length * piece) / pieces));
    const streaming = pieces > 1 && piece < pieces;
    flushSync(() =>
      root.render(<StreamingMarkdown streaming={streaming}>{shown}</StreamingMarkdown>),
    );
    container.getBoundingClientRect();
    // Pieces come one by one: what loads when it is first needed is there for the next.
    if (piece < pieces) await new Promise((resolve) => setTimeout(resolve));
  }
  const duration = performance.now() - started;
  root.unmount();
  container.remove();
  return duration;
}

Object.assign(globalThis, { measure });
