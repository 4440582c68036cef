'use client';

import { type ElementType, type ReactNode, createElement, useState } from 'react';
import { LazyPart } from '../../view/lazy-part.ts';
import { useLazyPart } from '../../view/use-lazy-part.ts';

/** Props of `AskLink`. */
export interface AskLinkProps {
  readonly type: ElementType;
  readonly props: Readonly<Record<string, string>>;
  readonly host: string;
  readonly children?: ReactNode | undefined;
}

const askButton = new LazyPart(() => import('./ask-button.tsx'));

/** A link that leads nowhere until its reader has seen the host's name and pressed the button. */
export function AskLink({ type, props, host, children }: AskLinkProps): ReactNode {
  const [isAllowed, setAllowed] = useState(false);
  const part = useLazyPart(askButton, !isAllowed);
  const { title } = props;
  return (
    <>
      {createElement(type, isAllowed ? props : { title }, children)}
      {part && <part.AskButton host={host} onAllow={setAllowed} />}
    </>
  );
}
