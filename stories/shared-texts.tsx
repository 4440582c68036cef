import { useEffect, useMemo, useRef } from 'react';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { Canvas, SharedText, useSharedText, type SharedTextValue } from 'rivulet/shared-text';
import { yCollab } from 'y-codemirror.next';
import { inPageDocuments } from './in-page-documents.ts';

const pieces = 'The river is wide, and its banks are green.'.split(/(?<= )/);

/** What a model writes, word by word. */
async function* slowWords(signal: AbortSignal): AsyncIterable<string> {
  for (const piece of pieces) {
    if (signal.aborted) return;
    await new Promise((resolve) => void setTimeout(resolve, 60));
    yield piece;
  }
}

/** One document and two people at it, in one page. */
function useTwoPeople(document = 'story'): readonly [SharedTextValue, SharedTextValue] {
  const WebSocket = useMemo(() => inPageDocuments(), []);
  const shared = { url: 'http://story.example', document, WebSocket };
  return [
    useSharedText({ ...shared, name: 'Ann' }),
    useSharedText({ ...shared, name: 'Bob' }),
  ] as const;
}

/** The same text in two fields. */
export function TwoFields({ rows = 6, dir }: { readonly rows?: number; readonly dir?: 'rtl' }) {
  const [ann, bob] = useTwoPeople();
  return (
    <div dir={dir} style={{ display: 'grid', gap: '1.5rem' }}>
      <SharedText shared={ann} label="Ann’s field" rows={rows} />
      <SharedText shared={bob} label="Bob’s field" rows={rows} />
      <button type="button" onClick={() => ann.write(slowWords, undefined, { name: 'River' })}>
        Have the model write for Ann
      </button>
    </div>
  );
}

/** A canvas, and somebody else’s field. */
export function CanvasForTwo() {
  const [ann, bob] = useTwoPeople();
  return (
    <Canvas shared={ann} label="Ann’s field" rows={5} onAsk={() => slowWords} modelName="River">
      <SharedText shared={bob} label="Bob’s field" rows={5} />
    </Canvas>
  );
}

/** An editor of code at the same text: y-codemirror.next is given the text and who is there. */
export function EditorAndField() {
  const [ann, bob] = useTwoPeople();
  const holder = useRef<HTMLDivElement>(null);
  const { store } = ann;
  useEffect(() => {
    const parent = holder.current;
    if (!parent) return undefined;
    const view = new EditorView({
      parent,
      state: EditorState.create({
        doc: store.sharedType.toJSON(),
        extensions: [
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': 'Ann’s editor' }),
          yCollab(store.sharedType, store.awareness, { undoManager: false }),
        ],
      }),
    });
    return () => view.destroy();
  }, [store]);
  return (
    <div style={{ display: 'grid', gap: '1.5rem' }}>
      <div ref={holder} />
      <SharedText shared={bob} label="Bob’s field" rows={5} />
    </div>
  );
}
