import { useState } from 'react';
import { Progress, useStream } from 'rivulet/streams';
import { kept, Work } from './work.tsx';

interface Row {
  readonly original: string;
  readonly processed: string;
  readonly hash: string;
}

/** A long list, processed some lines at a time; what is done is there at once. */
export default function ProcessList() {
  const [length, setLength] = useState(2000);
  const list = useStream<{
    item: { results: readonly Row[] };
    footer: { total_items: number; total_length: number };
  }>({
    url: '/api/tasks/list',
    id: 'demo-list',
    ...kept,
  });
  const { footer, progress } = list;
  const start = () => {
    const data = Array.from({ length }, (_, n) => `Line ${n + 1}`);
    void list.start({ data, chunk_size: 50 });
  };
  return (
    <Work
      title="List"
      lead="The server works through it 50 lines at a time, and sends each result as it is done."
      stream={list}
      verb="Process"
      onStart={start}
      fields={
        <label className="work-field">
          How many lines
          <input
            type="number"
            min={1}
            max={10_000}
            value={length}
            onChange={({ target }) => setLength(target.valueAsNumber)}
          />
        </label>
      }
    >
      {list.latest && <Progress progress={progress} label="Lines" />}
      <ol className="work-rows" start={Math.max(0, progress.done - 8) + 1}>
        {list.latest?.results.slice(-8).map(({ processed, hash }) => (
          <li key={processed}>
            {processed} <code>{hash}</code>
          </li>
        ))}
      </ol>
      {footer && <p>{`${footer.total_items} lines, ${footer.total_length} characters`}</p>}
    </Work>
  );
}
