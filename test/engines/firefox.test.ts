import { describe } from 'vitest';
import { findFirefox } from '../set-up/firefox.ts';
import { describeEngine } from './describe-engine.ts';
import { startFirefox } from './drivers/start-firefox.ts';

describe.skipIf(!findFirefox())('Firefox', () => {
  describeEngine(startFirefox);
});
