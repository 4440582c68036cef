import { restUnnoticed } from './rest-unnoticed.ts';

/** Waits for a while, in milliseconds, without keeping the process alive. */
export function rest(ms: number): Promise<void> {
  return new Promise((resolve) => void restUnnoticed(setTimeout(resolve, ms)));
}
