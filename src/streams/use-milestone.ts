'use client';
import { useState } from 'react';

const milestones = [1, 0.75, 0.5, 0.25] as const;

/**
 * The newest quarter that a share has passed while it was watched, for what is read out: a share that is there at the
 * beginning is no news, and neither is each percent.
 */
export function useMilestone(ratio: number | undefined): number | undefined {
  const passed = milestones.find((milestone) => (ratio ?? 0) >= milestone) ?? 0;
  const [seen, setSeen] = useState({ passed, told: undefined as number | undefined });
  if (seen.passed === passed) return seen.told;
  // Work that begins anew is told anew.
  const told = passed > seen.passed ? passed : undefined;
  setSeen({ passed, told });
  return told;
}
