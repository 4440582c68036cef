import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { loadRawHtml } from '../../src/markdown/elements/lazy-raw-html.ts';
import { StreamingMarkdown } from '../../src/markdown/streaming-markdown.tsx';
import '../../src/styles/styles.css';
import { hostilePayloads } from './hostile-payloads.ts';
import { hostileVectors } from './hostile-vectors.ts';
import { HostileWatch, foreignRequests } from './hostile-watch.ts';

beforeAll(loadRawHtml);

const batchSize = 40;

/** One message each, all of which grow at once by one to three characters a step. */
function Messages({ texts, step }: { texts: readonly string[]; step: number }) {
  return texts.map((text, index) => {
    const end = step * (1 + (index % 3));
    return (
      <StreamingMarkdown key={index} streaming={end <= text.length}>
        {text.slice(0, end)}
      </StreamingMarkdown>
    );
  });
}

function stream(texts: readonly string[]): string[] {
  const container = document.body.appendChild(document.createElement('div'));
  const root = createRoot(container);
  const watch = new HostileWatch(container);
  const during = `one of ${JSON.stringify(texts)}`;
  const steps = Math.max(...texts.map((text, at) => Math.ceil(text.length / (1 + (at % 3))))) + 2;
  for (let step = 1; step <= steps; step += 1) {
    flushSync(() => root.render(<Messages texts={texts} step={step} />));
    watch.look(`step ${step} of ${during}`);
  }
  watch.lookAtLayout(container, during);
  root.unmount();
  container.remove();
  watch.stop();
  return watch.hits;
}

function batches(texts: readonly string[]): string[][] {
  // Long ones together, so that no batch waits for one.
  const sorted = texts.toSorted((a, b) => a.length - b.length);
  const count = Math.ceil(sorted.length / batchSize);
  return Array.from({ length: count }, (_, at) =>
    sorted.slice(at * batchSize, (at + 1) * batchSize),
  );
}

describe('thousands of hostile payloads', () => {
  it('are thousands', () => {
    const all = [...hostileVectors, ...hostilePayloads].flatMap(([, payloads]) => payloads);
    expect(new Set(all).size).toBeGreaterThan(3000);
  });

  it('would be noticed', () => {
    const container = document.createElement('div');
    const watch = new HostileWatch(container);
    container.innerHTML =
      '<p id=cookie style="color:red" title="javascript:x">a<a href="vbscript:x">b</a><svg></svg></p>';
    watch.look('itself');
    watch.stop();
    expect(watch.hits).toHaveLength(6);
  });

  it.each(hostileVectors)(
    'do nothing by their %s at any step',
    async (_what, payloads) => {
      // React tells of each nesting that no HTML parser would leave as it is.
      vi.spyOn(console, 'error').mockImplementation(() => undefined);
      const hits = batches(payloads).flatMap(stream);
      vi.restoreAllMocks();
      expect(hits).toEqual([]);
      // What a handler or a frame would do later, it would do within a few frames.
      for (let frame = 0; frame < 5; frame++) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      expect(foreignRequests()).toEqual([]);
      expect(document.body).toBeInstanceOf(HTMLBodyElement);
      expect(typeof document.cookie).toBe('string');
      expect(typeof document.getElementById).toBe('function');
    },
    240_000,
  );
});
