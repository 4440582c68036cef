import { ChatError } from 'rivulet/protocol';
import type { Run } from 'rivulet/server';
import type { Observer } from '../server/observer.ts';
import { RunTally } from './run-tally.ts';

/** Tells an observer of a run that no language model writes as of an answer: it has no model tokens. */
export async function tellOfRun(run: Run, observer: Observer): Promise<void> {
  const tally = new RunTally(run.id, run.owner);
  observer.runBegan(tally);
  await run.settled;
  const { end, error } = run.log.snapshot().message;
  const failure = end === 'error' ? new ChatError('server', error?.message ?? '') : undefined;
  observer.runEnded({ ...tally.end(failure), ...(end === 'aborted' && { end: 'aborted' }) });
}
