import { describe } from 'vitest';
import { findWebKit } from '../set-up/webkit.ts';
import { describeEngine } from './describe-engine.ts';
import { startWebKit } from './drivers/start-webkit.ts';

describe.skipIf(!findWebKit())('WebKitGTK', () => {
  describeEngine(startWebKit);
});
