'use client';

import { type RefObject, useEffect } from 'react';
import { addLayoutRule } from '../../view/layout-rule.ts';

/** What a table is held to: its own width in pixels, and its columns' shares of it. */
export interface ColumnWidths {
  readonly table: number;
  readonly columns: readonly string[];
}

/** Props of `ColumnKeeper`. */
export interface ColumnKeeperProps {
  readonly table: RefObject<HTMLTableElement | null>;
  /** Hears the widths to hold, or undefined to leave them to the browser. */
  readonly onWidths: (widths: ColumnWidths | undefined) => void;
}

/**
 * Measures the columns of a table that has grown to some rows, so that they neither jump nor are
 * laid out anew with each cell that follows. Another width of its place, or cells that need to
 * scroll, leave them to the browser.
 */
export function ColumnKeeper({ table, onWidths }: ColumnKeeperProps): null {
  useEffect(() => {
    const place = table.current?.parentElement;
    if (!place || typeof ResizeObserver === 'undefined') return undefined;
    holdColumns(place);
    let measured = 0;
    const observer = new ResizeObserver(() => {
      const { clientWidth } = place;
      if (clientWidth === 0 || clientWidth === measured) return;
      onWidths(measured === 0 ? measure(table.current) : undefined);
      measured = clientWidth;
    });
    observer.observe(place);
    return () => observer.disconnect();
  }, [table, onWidths]);
  return null;
}

function holdColumns(place: Element): void {
  const table = '.rv-table[width]';
  addLayoutRule(place, table, 'display: table; table-layout: fixed; max-inline-size: 100%');
  addLayoutRule(place, `${table} :is(td, th)`, 'overflow-wrap: anywhere');
}

function measure(table: HTMLTableElement | null): ColumnWidths | undefined {
  const cells = [...(table?.rows[0]?.cells ?? [])].map((cell) => cell.offsetWidth);
  const sum = cells.reduce((total, width) => total + width, 0);
  const place = table?.parentElement?.clientWidth ?? 0;
  if (!table || sum === 0 || sum > place || table.scrollWidth > table.clientWidth + 1) {
    return undefined;
  }
  const columns = cells.map((width) => `${((100 * width) / sum).toFixed(2)}%`);
  return { table: Math.ceil(table.getBoundingClientRect().width), columns };
}
