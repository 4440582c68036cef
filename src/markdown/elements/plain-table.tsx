'use client';

import { type ReactNode, useEffect, useRef } from 'react';
import { useScrollStop } from '../../view/use-scroll-stop.ts';
import type { TableProps } from './render-settings.ts';
import { renderTable } from './render-table.tsx';

/** A table that scrolls by itself where it is wide, with nothing around it. */
export function PlainTable({ token, settings, own, mark }: TableProps): ReactNode {
  const ref = useRef<HTMLTableElement>(null);
  useEffect(() => mark?.(ref.current), [mark]);
  useScrollStop(ref);
  const props = { ...own, ref };
  return <>{renderTable(token, settings, props)}</>;
}
