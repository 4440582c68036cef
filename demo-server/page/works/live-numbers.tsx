import { useStream } from 'rivulet/streams';
import { Work } from './work.tsx';

interface Tick {
  readonly counter: number;
  readonly timestamp: number;
  readonly data: { readonly active: number; readonly waiting: number; readonly heap: number };
}

const shown = 120;

/** One producer for all who look: the same numbers in every tab and every browser. */
export default function LiveNumbers() {
  const live = useStream<{ item: Tick }>({ url: '/api/streams/ticker', method: 'GET' });
  const ticks = live.items.slice(-shown);
  const { latest } = live;
  const most = Math.max(...ticks.map(({ data }) => data.heap), 1);
  const points = ticks.map(({ data }, n) => `${n},${40 - (38 * data.heap) / most}`).join(' ');
  return (
    <Work
      title="Live"
      lead="The server counts ten times a second, once for everybody. Open a second tab: it shows the same."
      stream={live}
      verb="Look"
      onStart={() => void live.start()}
    >
      {latest && (
        <>
          <p className="work-count">{latest.counter}</p>
          <svg className="work-line" viewBox={`0 0 ${shown} 40`} preserveAspectRatio="none">
            <title>Memory of the server, the last 12 seconds</title>
            <polyline points={points} />
          </svg>
          <p>
            {`${(latest.data.heap / 2 ** 20).toFixed(0)} MiB, ${latest.data.active} answers are written, ${latest.data.waiting} wait`}
          </p>
        </>
      )}
    </Work>
  );
}
