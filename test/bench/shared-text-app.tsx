// One person of the benchmark of shared texts: with CodeMirror, or with the field (`#field`).
import { useEffect, useRef } from 'react';
import { createRoot } from 'react-dom/client';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { yCollab } from 'y-codemirror.next';
import { SharedText } from '../../src/shared-text/shared-text.tsx';
import { useSharedText, type SharedTextValue } from '../../src/shared-text/use-shared-text.ts';

const facts = globalThis as unknown as {
  waits: Record<'seen' | 'unseen' | 'overwritten', number[]>;
  store: SharedTextValue['store'];
};
facts.waits = { seen: [], unseen: [], overwritten: [] };

const isField = location.hash === '#field';
/** Edits that the field does not show yet, as they were sent: it shows several at once, and not in the frame in which they came. */
const waiting = new Map<string, number>();

/** Notes how long an edit took that is painted now. */
function note(mark: string) {
  const wait = Date.now() - Number(mark.slice(1, -1));
  facts.waits[mark.startsWith('<') ? 'seen' : 'unseen'].push(wait);
}

function lookAtField() {
  const value = waiting.size > 0 ? document.querySelector('textarea')?.value : undefined;
  // What lies behind the field is seen in its place while that is late; the marks in view are in its first lines.
  const behind = document.querySelector('.rv-text-backdrop[data-seen]')?.firstElementChild
    ?.textContent;
  for (const [mark, sentAt] of waiting) {
    const isShown = value?.includes(mark) === true || behind?.includes(mark) === true;
    // Somebody has typed into it before it was painted, so that it never stands there whole.
    const isOverwritten = !isShown && Date.now() - sentAt > 5000;
    if (!isShown && !isOverwritten) continue;
    waiting.delete(mark);
    if (isOverwritten) facts.waits.overwritten.push(Date.now() - sentAt);
    else setTimeout(() => note(mark));
  }
  requestAnimationFrame(lookAtField);
}
if (isField) lookAtField();

function Editor({ shared: { store } }: { readonly shared: SharedTextValue }) {
  const holder = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!holder.current) return undefined;
    const view = new EditorView({
      parent: holder.current,
      state: EditorState.create({
        doc: store.sharedType.toJSON(),
        extensions: [
          EditorView.lineWrapping,
          yCollab(store.sharedType, store.awareness, { undoManager: false }),
        ],
      }),
    });
    return () => view.destroy();
  }, [store]);
  return <div ref={holder} style={{ blockSize: '80vh', overflow: 'auto' }} />;
}

function Person() {
  const shared = useSharedText({ document: 'bench', name: 'page' });
  const { store } = shared;
  useEffect(() => void Object.assign(facts, { store }), [store]);
  useEffect(
    () =>
      store.onChange((changes) => {
        for (const { insert } of changes) {
          const [mark, sentAt] = /[<«](\d+)>/.exec(insert) ?? [];
          if (mark === undefined) continue;
          if (isField) waiting.set(mark, Number(sentAt));
          else requestAnimationFrame(() => setTimeout(() => note(mark)));
        }
      }),
    [store],
  );
  return isField ? <SharedText shared={shared} /> : <Editor shared={shared} />;
}

createRoot(document.body.appendChild(document.createElement('main'))).render(<Person />);
