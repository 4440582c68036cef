'use client';

import {
  type ElementType,
  type ReactNode,
  createElement,
  useEffect,
  useRef,
  useState,
} from 'react';

/** Props of `AskLink`. */
export interface AskLinkProps {
  readonly type: ElementType;
  readonly props: Readonly<Record<string, string>>;
  readonly host: string;
  readonly children?: ReactNode;
}

/** A link that leads nowhere until its reader has seen the host's name and pressed the button. */
export function AskLink({ type, props, host, children }: AskLinkProps): ReactNode {
  const [isAllowed, setAllowed] = useState(false);
  const link = useRef<Element | null>(null);
  useEffect(() => {
    // The button goes away: the keyboard stays at the link it has opened.
    if (isAllowed && link.current instanceof HTMLElement) link.current.focus();
  }, [isAllowed]);
  const { title } = props;
  const place = host === '' ? 'this site' : host;
  return (
    <>
      {createElement(type, isAllowed ? props : { title }, children)}
      {!isAllowed && (
        <button
          type="button"
          className="rv-ask"
          data-chrome=""
          aria-label={`Enable the link to ${place}`}
          onClick={(event) => {
            link.current = event.currentTarget.previousElementSibling;
            setAllowed(true);
          }}
        >
          {place}
        </button>
      )}
    </>
  );
}
