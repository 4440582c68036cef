'use client';

import { type ReactNode, useState } from 'react';
import { LinkedImagesAllowed, LoadButton } from './image-placeholder.tsx';

/** Props of `LinkedImages`. */
export interface LinkedImagesProps {
  readonly link: ReactNode;
  /** The hosts of the images in it, empty for the page's own. */
  readonly hosts: readonly string[];
}

/** A link that holds images which ask: nothing in a link can be pressed but the link, so the button stands beside it. */
export function LinkedImages({ link, hosts }: LinkedImagesProps): ReactNode {
  const [allowed, setAllowed] = useState<readonly string[]>([]);
  // Another host that comes while the message streams is asked about again.
  const asking = hosts.filter((host) => !allowed.includes(host));
  return (
    <>
      <LinkedImagesAllowed.Provider value={asking.length === 0}>
        {link}
      </LinkedImagesAllowed.Provider>
      {asking.length > 0 && (
        <LoadButton host={asking.join(', ')} onClick={() => setAllowed(hosts)} />
      )}
    </>
  );
}
