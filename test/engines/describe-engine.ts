import { benchFor } from './bench.ts';
import { describeCopying } from './copying.ts';
import { describeDark } from './dark.ts';
import type { Engine } from './drivers/driver.ts';
import { describeRendering } from './rendering.ts';
import { describeScrolling } from './scrolling.ts';
import { describeSelecting } from './selecting.ts';
import { describeStreaming } from './streaming.ts';
import { describeTyping } from './typing.ts';

/** States of one engine what every engine must do. */
export function describeEngine(start: () => Promise<Engine>): void {
  const bench = benchFor(start);
  describeTyping(bench);
  describeRendering(bench);
  describeStreaming(bench);
  describeCopying(bench);
  describeSelecting(bench);
  describeScrolling(bench);
  describeDark(bench);
}
