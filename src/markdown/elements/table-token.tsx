'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { LazyPart } from '../../view/lazy-part.ts';
import { useLazyPart } from '../../view/use-lazy-part.ts';
import { useScrollStop } from '../../view/use-scroll-stop.ts';
import type { ColumnWidths } from './column-keeper.ts';
import { renderTable } from './render-table.tsx';
import type { TableProps } from './render-settings.ts';

const tableTools = new LazyPart(() => import('./table-tools.tsx'));

const columnKeeper = new LazyPart(() => import('./column-keeper.ts'));

/** Rows of a growing table after which its columns hold still. */
const steadyAfter = 8;

/**
 * Renders a table with what copies it. The table scrolls by itself: a wrapper around it would be
 * one more element than markdown means.
 */
export function TableToken({ token, settings, isOpen, own, mark }: TableProps): ReactNode {
  const ref = useRef<HTMLTableElement>(null);
  const [widths, setWidths] = useState<ColumnWidths>();
  const isSteady = widths !== undefined || (isOpen && token.rows.length >= steadyAfter);
  const tools = useLazyPart(tableTools, true);
  const keeper = useLazyPart(columnKeeper, isSteady);
  useEffect(() => mark?.(ref.current), [mark]);
  // A wide table scrolls, so the keyboard must reach it.
  useScrollStop(ref);
  const columns = widths?.columns.map((width, index) => <col key={index} width={width} />);
  const props = {
    ...own,
    ...(widths ? { width: widths.table } : null),
    ref,
  };
  return (
    <>
      {/* Its room is there at once, so that nothing moves when the buttons come. */}
      <div className="rv-table-tools" data-chrome="">
        {tools && <tools.TableTools table={token} />}
      </div>
      {keeper && <keeper.ColumnKeeper table={ref} onWidths={setWidths} />}
      {renderTable(token, settings, props, columns)}
    </>
  );
}
