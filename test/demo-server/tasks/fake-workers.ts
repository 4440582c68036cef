import { ChatError } from '../../../src/protocol/index.ts';
import type { Analyst } from '../../../demo-server/analysis/analyst.ts';
import type { DrawOptions, ImageEngine } from '../../../demo-server/images/image-engine.ts';

/** An analyst that knows one happy and one sad word, and names what is written in capitals. */
export function wordAnalyst(more: Partial<Analyst> = {}): Analyst {
  return {
    info: { name: 'words', kind: 'small' },
    async sentiment(text) {
      const [happy, sad] = [/love/i.test(text), /hate/i.test(text)];
      const label = happy === sad ? 'neutral' : happy ? 'positive' : 'negative';
      return { label, confidence: 0.9 };
    },
    async entities(text) {
      const found = [...text.matchAll(/\b[A-Z]{2,}\b/g)];
      return found.map(({ 0: name, index }) => ({
        text: name,
        label: 'name',
        start: index,
        end: index + name.length,
      }));
    },
    async summary(text) {
      const [first = ''] = text.split('. ');
      return { text: first, compressionRatio: first.length / text.length };
    },
    async translation() {
      return { skipped: 'No dictionary.' };
    },
    async close() {},
    ...more,
  };
}

/** A painter of one colour, in three steps of 1, 2 and 4 pixels. */
export function plainPainter(): ImageEngine & { readonly stopped: string[] } {
  const stopped: string[] = [];
  return {
    stopped,
    info: { name: 'plain', engine: 'pixels', steps: 3, suggestions: [] },
    load: () => ({ active: 0, waiting: 0 }),
    read(prompt) {
      if (prompt.includes('nothing')) {
        throw new ChatError('bad-request', 'prompt: There is nothing to draw.', { status: 400 });
      }
      return { understood: prompt, unknown: [] };
    },
    async *draw(prompt, { signal }: DrawOptions = {}) {
      try {
        for (let step = 1; step <= 3; step++) {
          signal?.throwIfAborted();
          const side = 2 ** (step - 1);
          const bytes = new TextEncoder().encode(`${prompt} ${side}`);
          yield { step, total: 3, width: side, height: side, mediaType: 'image/png', bytes };
        }
      } finally {
        stopped.push(prompt);
      }
    },
    async close() {},
  };
}
