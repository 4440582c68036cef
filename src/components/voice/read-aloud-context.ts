import type * as React from 'react';
import { createContext } from 'react';
import type { ReadingEngine } from './voice-engines.ts';

/** What reads the answers of the chat around; `true` is the browser's own voice, `false` nothing. */
export const ReadAloudContext: React.Context<boolean | ReadingEngine> = createContext<
  boolean | ReadingEngine
>(false);
