import { encodeStreamValue } from 'rivulet/protocol';
import type { StreamValue } from 'rivulet/protocol';
import type { Script, ScriptStep } from 'rivulet/testing';
import type { NetworkShape } from './network-shape.ts';

/** How a network behaves that carries values, in knobs. */
export type StreamNetwork = Pick<
  NetworkShape,
  'dropAt' | 'reconnectMs' | 'stallEvery' | 'stallMs'
> & {
  /** How long lies between two values, in milliseconds. */
  readonly everyMs: number;
};

/** A network that does nothing but send. */
export const steadyStream: StreamNetwork = {
  everyMs: 120,
  stallEvery: 0,
  stallMs: 0,
  dropAt: 0,
  reconnectMs: 1500,
};

/** The knobs, for the controls of a story. */
export const streamKnobs = {
  everyMs: { control: { type: 'range', min: 5, max: 1000, step: 5 } },
  stallEvery: { control: { type: 'range', min: 0, max: 20, step: 1 } },
  stallMs: { control: { type: 'range', min: 0, max: 10_000, step: 100 } },
  dropAt: { control: { type: 'range', min: 0, max: 20, step: 1 } },
  reconnectMs: { control: { type: 'range', min: 0, max: 30_000, step: 500 } },
} as const;

/** Lets values come as a network of the given shape would bring them. */
export function shapeValues(values: readonly StreamValue[], shape: StreamNetwork): Script {
  const steps: ScriptStep[] = [];
  for (const [index, value] of values.entries()) {
    const sent = index + 1;
    const isStalled = shape.stallEvery > 0 && sent % shape.stallEvery === 0;
    steps.push({ wait: shape.everyMs + (isStalled ? shape.stallMs : 0) }, encodeStreamValue(value));
    if (sent !== shape.dropAt) continue;
    if (shape.reconnectMs === 0) return [...steps, { cut: true }];
    steps.push({ reconnect: shape.reconnectMs });
  }
  return steps;
}
