'use client';
import type * as React from 'react';
import { useRef } from 'react';
import { CodeBlock } from '../../code-block/code-block.tsx';
import { useScrollStop } from '../../view/use-scroll-stop.ts';
import { readableName } from './readable-name.ts';

/** Props of {@link Values}. */
export interface ValuesProps {
  /** Anything that JSON can say. */
  readonly value: unknown;
}

/** More than this, as JSON, is read as code: its block shows a part of it, and has it copied. */
const mostRead = 6000;
/** How deep values in values are read as lists. */
const deepest = 4;

/** A value as a person reads it: names with their values, lists, and text with its lines. Renders a `<dl>`, a list or text. */
export function Values({ value }: ValuesProps): React.JSX.Element | null {
  if (typeof value === 'string') return <Words text={value} />;
  const json = JSON.stringify(value, null, 2) as string | undefined;
  if (json === undefined || json === '{}') return null;
  if (json.length > mostRead) return <CodeBlock code={json} language="json" />;
  return <Value value={value} depth={0} />;
}

interface ValueProps extends ValuesProps {
  readonly depth: number;
}

function Value({ value, depth }: ValueProps): React.JSX.Element {
  if (typeof value === 'string') return <Words text={value} />;
  if (typeof value !== 'object' || value === null)
    return <span className="rv-value">{plain(value)}</span>;
  if (depth >= deepest) return <code className="rv-value">{JSON.stringify(value)}</code>;
  if (Array.isArray(value)) return <List values={value} depth={depth} />;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return (
    <dl className="rv-values">
      {fields.map(([name, field]) => (
        <div key={name}>
          <dt>
            <bdi>{readableName(name)}</bdi>
          </dt>
          <dd>
            <Value value={field} depth={depth + 1} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function List({
  values,
  depth,
}: {
  readonly values: readonly unknown[];
  readonly depth: number;
}): React.JSX.Element {
  const areShort = values.every((value) => typeof value !== 'object' && plain(value).length < 40);
  if (areShort) return <span className="rv-value">{values.map(plain).join(', ')}</span>;
  return (
    <ul className="rv-value-list">
      {values.map((value, index) => (
        // A list that streams grows at its end.
        <li key={index}>
          <Value value={value} depth={depth + 1} />
        </li>
      ))}
    </ul>
  );
}

/** A number, a yes or no, or nothing. */
function plain(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === null ? '–' : JSON.stringify(value);
}

/** Text; a long one scrolls by itself, so that what it belongs to stays in view. */
function Words({ text }: { readonly text: string }): React.JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  useScrollStop(box);
  return (
    <div ref={box} className="rv-value-text" dir="auto">
      {text}
    </div>
  );
}
