import { type ReactNode, useState } from 'react';
import { createPortal } from 'react-dom';

/** Shows its children where no stylesheet of the page reaches. */
export function Shadow({ children }: { children: ReactNode }) {
  const [root, setRoot] = useState<ShadowRoot>();
  return (
    <div
      ref={(host) => {
        if (host !== null) setRoot(host.shadowRoot ?? host.attachShadow({ mode: 'open' }));
      }}
    >
      {root !== undefined && createPortal(children, root)}
    </div>
  );
}
