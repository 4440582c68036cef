import { useEffect, useState, useSyncExternalStore } from 'react';
import { Chat, useStreamingChat } from 'rivulet';
import { Canvas, useSharedText } from 'rivulet/shared-text';
import { newId } from '../new-id.ts';
import { askModel } from './ask-model.ts';
import { CopyLink } from './copy-link.tsx';

const nameKey = 'rivulet-demo-name';

/** A text that whoever has its address writes in, and the model with them. */
export default function SharedDocument() {
  const document = useDocumentName();
  const [name, setName] = useState(() => localStorage.getItem(nameKey) ?? '');
  const shared = useSharedText({ document, name });
  const chat = useStreamingChat({ url: '/api/chat', id: `document-${document}` });
  useEffect(() => localStorage.setItem(nameKey, name), [name]);
  return (
    <section className="work work-document" aria-label="Document">
      <h2>Document</h2>
      <p className="lead">
        Whoever has the link writes in it, too, and so does the model. Select what it is to change.
      </p>
      <div className="work-invite">
        <label className="work-field">
          Your name
          <input value={name} maxLength={60} onChange={({ target }) => setName(target.value)} />
        </label>
        <CopyLink />
      </div>
      <Canvas
        shared={shared}
        onAsk={({ instruction, selection }) =>
          askModel(selection === '' ? instruction : `${instruction}\n\n${selection}`)
        }
      >
        <Chat chat={chat} />
      </Canvas>
    </section>
  );
}

/** The name behind the address's `#document/`; one that nobody guesses where there is none. */
function useDocumentName(): string {
  const [fresh] = useState(newId);
  const named = useSyncExternalStore(
    (onChange) => {
      addEventListener('hashchange', onChange);
      return () => removeEventListener('hashchange', onChange);
    },
    () => decodeURIComponent(location.hash.split('/')[1] ?? ''),
  );
  useEffect(() => {
    if (named === '') history.replaceState(null, '', `#document/${fresh}`);
  }, [named, fresh]);
  return named || fresh;
}
