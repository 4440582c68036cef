import { StartError } from '../shared/start-error.ts';

/** Reads the value of an option as a whole number. Throws a `StartError` that names the option. */
export function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new StartError(`${name} must be a whole number from ${least} to ${most}, not “${text}”.`);
}
