// Runs in the page: mounts an adapter and feeds it a frame at a time.

/** How a renderer is driven: the text so far and what is new of it. */
export interface Adapter {
  mount(root: HTMLElement, finished: readonly string[]): MountedAdapter;
}

/** A renderer with a message that grows. */
export interface MountedAdapter {
  push(text: string, delta: string): void;
  finish(): void;
  unmount(): void;
}

/** What `window.bench` offers to the runner. */
export interface BenchPage {
  prepare(finished: readonly string[], warmup: string): Promise<void>;
  stream(tokens: readonly string[], perFrame: number): Promise<number>;
  countChanges(): void;
  changes(): { added: number; removed: number };
}

declare global {
  interface Window {
    bench: BenchPage;
  }
}

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
const idle = () => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 2000 }));

const sizeOf = (node: Node) =>
  1 + (node instanceof Element ? node.querySelectorAll('*').length : 0);

/** Makes the page ready for the runner. */
export function serveBench(adapter: Adapter): void {
  const scroller = document.createElement('div');
  const root = document.createElement('div');
  scroller.id = 'scroller';
  root.id = 'root';
  scroller.append(root);
  document.body.append(scroller);
  let mounted: MountedAdapter | undefined;
  const counts = { added: 0, removed: 0 };

  window.bench = {
    async prepare(finished, warmup) {
      // A first message brings what loads lazily, and lets the engine optimise, for every renderer alike.
      const first = adapter.mount(root, []);
      for (let end = 128; end < warmup.length; end += 128) {
        await nextFrame();
        first.push(warmup.slice(0, end), warmup.slice(end - 128, end));
        await idle();
      }
      first.unmount();
      mounted = adapter.mount(root, finished);
      for (let frame = 0; frame < 30; frame++) await nextFrame();
      await idle();
    },
    async stream(tokens, perFrame) {
      let text = '';
      let frames = 0;
      for (let at = 0; at < tokens.length; at += perFrame) {
        const delta = tokens.slice(at, at + perFrame).join('');
        text += delta;
        await nextFrame();
        // A chat follows its end, which also keeps the new text on the screen.
        scroller.scrollTop = 1e9;
        mounted?.push(text, delta);
        await idle();
        frames++;
      }
      mounted?.finish();
      await nextFrame();
      await idle();
      return frames;
    },
    countChanges() {
      new MutationObserver((records) => {
        for (const { addedNodes, removedNodes } of records) {
          for (const node of addedNodes) counts.added += sizeOf(node);
          for (const node of removedNodes) counts.removed += sizeOf(node);
        }
      }).observe(root, { childList: true, subtree: true });
    },
    changes: () => counts,
  };
}
