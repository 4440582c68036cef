import type { CommandLine } from '../cli/command-line.ts';
import { defaultMaxWaiting } from '../engine/slot-pool.ts';
import type { RunServices } from '../http/start-run.ts';
import { ownerOf } from '../http/owner.ts';
import { RunLimits } from './run-limits.ts';

type Asked = Pick<CommandLine, 'runs' | 'runsPerAddress' | 'runsPerMinute'>;
type Given = Pick<RunServices, 'engine' | 'runs'> & { readonly key: string | undefined };

/** Opens the limits of runs that the command line asks for. */
export function openRunLimits(asked: Asked, { engine, runs, key }: Given): RunLimits {
  const places = engine.info.parallel + defaultMaxWaiting;
  return new RunLimits({
    runs: asked.runs,
    runsPerMinute: asked.runsPerMinute,
    // Enough for a team of twenty behind one address, and never all of the line.
    runsPerAddress: asked.runsPerAddress ?? Math.floor((places * 2) / 3),
    sharedOwner: key === undefined ? undefined : ownerOf({ authorization: `Bearer ${key}` }),
    sharedClient: runs.sharedClient,
  });
}
