import { afterEach, expect, it } from 'vitest';
import { Message } from '../../src/index.ts';
import kitCss from '../../src/styles/styles.css?inline';
import { addSheet, clearPage, place, show } from './guest-page.ts';

afterEach(clearPage);

/** Words of a text that stand on more than one line. */
function brokenWords(element: Element | null): string[] {
  const text = element?.firstChild;
  if (!(text instanceof Text)) throw new Error('there is no label');
  return [...text.data.matchAll(/\S+/g)].flatMap(({ 0: word, index }) => {
    const range = document.createRange();
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    return range.getClientRects().length > 1 ? [word] : [];
  });
}

it.each(['aborted', 'truncated', 'expired', 'error'] as const)(
  'the words that say an answer is %s stay whole, beside their icon, at any width',
  (end) => {
    addSheet(kitCss);
    const holder = place('<div><p class="place"></p></div>');
    const container = show(
      <Message
        message={{ id: 'a', role: 'assistant', parts: [], end, createdAt: 0 }}
        onRegenerate={() => undefined}
      />,
      holder,
    );
    for (let width = 220; width <= 900; width += 17) {
      holder.style.inlineSize = `${width}px`;
      const label = container.querySelector('.rv-end-label');
      const icon = container.querySelector('.rv-end > .rv-icon');
      expect(brokenWords(label), `${width} px`).toEqual([]);
      const [box, mark] = [label, icon].map((element) => element?.getBoundingClientRect());
      expect(box && mark && box.left > mark.left && box.top < mark.bottom, `${width} px`).toBe(
        true,
      );
    }
  },
);
