import type {
  AnsweredCall,
  Observer,
  Refusal,
  RunEnd,
  RunProgress,
} from '../../../demo-server/server/observer.ts';

/** An observer that keeps what it is told. */
export function keepWatch() {
  const refusals: Refusal[] = [];
  const failures: { readonly error: unknown; readonly where: string }[] = [];
  const calls: AnsweredCall[] = [];
  const began: RunProgress[] = [];
  const ends: RunEnd[] = [];
  const observer: Observer = {
    refused: (refusal) => void refusals.push(refusal),
    failed: (error, where) => void failures.push({ error, where }),
    answered: (call) => void calls.push(call),
    runBegan: (run) => void began.push(run),
    runEnded: (run) => void ends.push(run),
  };
  return { observer, refusals, failures, calls, began, ends };
}
