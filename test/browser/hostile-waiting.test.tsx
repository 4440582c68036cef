import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { expect, it, vi } from 'vitest';
import { loadRawHtml, rawHtml } from '../../src/markdown/elements/lazy-raw-html.ts';
import { StreamingMarkdown } from '../../src/markdown/streaming-markdown.tsx';
import { hostilePayloads } from './hostile-payloads.ts';
import { hostileVectors } from './hostile-vectors.ts';
import { HostileWatch, foreignRequests } from './hostile-watch.ts';

const payloads = [...hostilePayloads, ...hostileVectors]
  .flatMap(([, list]) => [...list])
  .filter((_, index) => index % 4 === 0);

function show(root: ReturnType<typeof createRoot>, share: number): void {
  const messages = payloads.map((payload, index) => (
    <StreamingMarkdown key={index} streaming={share < 1}>
      {payload.slice(0, Math.ceil(payload.length * share))}
    </StreamingMarkdown>
  ));
  flushSync(() => root.render(messages));
}

// What is rendered before the first `await` is rendered before anything can load.
it('hostile payloads do nothing while what shows raw HTML is on its way, nor when it comes', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const container = document.body.appendChild(document.createElement('div'));
  const root = createRoot(container);
  const watch = new HostileWatch(container);
  for (const share of [0.3, 0.6, 0.9]) {
    show(root, share);
    watch.look(`${share} of all`);
  }
  expect(rawHtml.get()).toBeUndefined();
  const held = container.textContent;
  await loadRawHtml();
  await expect.poll(() => container.textContent).not.toBe(held);
  watch.look('all when it has come');
  show(root, 1);
  watch.look('all');
  watch.lookAtLayout(container, 'all');
  watch.stop();
  root.unmount();
  container.remove();
  vi.restoreAllMocks();
  expect(watch.hits).toEqual([]);
  expect(foreignRequests()).toEqual([]);
});
