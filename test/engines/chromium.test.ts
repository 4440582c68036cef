import { describe } from 'vitest';
import { describeEngine } from './describe-engine.ts';
import { startChromium } from './drivers/start-chromium.ts';

describe('Chromium', () => {
  describeEngine(startChromium);
});
