import { createContext } from 'react';

/** The time that an announcer keeps: what waits is said by it. */
export interface SpeechClock {
  /** Milliseconds since some fixed moment. */
  readonly now: () => number;
  /** Calls back after `ms` milliseconds. */
  readonly setTimeout: (callback: () => void, ms: number) => unknown;
  /** Takes back what `setTimeout` gave. */
  readonly clearTimeout: (handle: unknown) => void;
}

/** The clock of the announcers inside. @default the page's own */
export const SpeechClockContext = createContext<SpeechClock | undefined>(undefined);
