import { fieldOf, textOf } from '../data/json-pointer.ts';
import { isNode } from './evaluate.ts';

type Props = Readonly<Record<string, unknown>>;

/** Longer tables nobody reads. */
const mostRows = 1000;

/** Columns that have their data as the rows that they make. */
export function tableOf(columns: unknown, rows: unknown): Props {
  const list = listOf(columns);
  const labels = list.map((column) => textOf(fieldOf(column, 'label') ?? column));
  if (Array.isArray(rows)) return { columns: labels, rows };
  return { columns: labels, rows: rowsOf(list.map((column) => listOf(fieldOf(column, 'data')))) };
}

/** Whether a component is one of OpenUI's charts. */
export function isChart(name: string): boolean {
  return /^(?:Area|Bar|HorizontalBar|Line|Pie|Radar|Radial|Scatter|SingleStackedBar)Chart$/.test(
    name,
  );
}

/** The figures of a chart, which the kit shows as a table: they can be read, by everybody, and grow with the stream. */
export function chartTable(name: string, props: Props): Props {
  if (name === 'ScatterChart') return pointsOf(props);
  const labels = listOf(props['labels']);
  // Shares of a whole: each below its name.
  if (props['values'] !== undefined) {
    return { columns: labels.map(textOf), rows: [listOf(props['values']).map(textOf)] };
  }
  const series = listOf(props['series']);
  const names = series.map((each) => textOf(fieldOf(each, 'category')));
  const columns = [textOf(props['xLabel']), ...names];
  return {
    columns,
    rows: rowsOf([labels, ...series.map((each) => listOf(fieldOf(each, 'values')))]),
  };
}

function pointsOf({ datasets, xLabel, yLabel }: Props): Props {
  const rows = listOf(datasets).flatMap((set) =>
    listOf(fieldOf(set, 'points')).map((point) =>
      [fieldOf(set, 'name'), ...['x', 'y', 'z'].map((axis) => fieldOf(point, axis))].map(textOf),
    ),
  );
  return {
    columns: ['', textOf(xLabel ?? 'x'), textOf(yLabel ?? 'y'), 'z'],
    rows: rows.slice(0, mostRows),
  };
}

function rowsOf(columns: readonly (readonly unknown[])[]): readonly (readonly string[])[] {
  const count = Math.min(mostRows, Math.max(0, ...columns.map(({ length }) => length)));
  return Array.from({ length: count }, (_, row) =>
    columns.map((cells) => (isNode(cells[row]) ? '' : textOf(cells[row]))),
  );
}

/** A list as it is, and an empty one for anything else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}
