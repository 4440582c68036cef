// One person of the benchmark of shared texts: with CodeMirror, or with the field (`#field`).
import { useEffect, useRef } from 'react';
import { createRoot } from 'react-dom/client';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { yCollab } from 'y-codemirror.next';
import { SharedText } from '../../src/shared-text/shared-text.tsx';
import { useSharedText, type SharedTextValue } from '../../src/shared-text/use-shared-text.ts';

const facts = globalThis as unknown as { waits: number[]; store: SharedTextValue['store'] };
facts.waits = [];

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
          const sentAt = Number(/<(\d+)>/.exec(insert)?.[1]);
          if (sentAt)
            requestAnimationFrame(() => setTimeout(() => facts.waits.push(Date.now() - sentAt)));
        }
      }),
    [store],
  );
  return location.hash === '#field' ? <SharedText shared={shared} /> : <Editor shared={shared} />;
}

createRoot(document.body.appendChild(document.createElement('main'))).render(<Person />);
