import type { LoggedError } from './logged-error.ts';

interface Line {
  readonly level: string;
  readonly time: string;
  readonly msg: string;
  readonly err?: LoggedError;
  readonly [field: string]: unknown;
}

/** Turns a line of the log from JSON into one that people read: the time, the level, what happened, its facts. */
export function readableLine(json: string): string {
  const { level, time, msg, err, ...facts }: Line = JSON.parse(json);
  const told = Object.entries(facts).map(([name, value]) => ` ${name}=${wordOf(value)}`);
  return `${time.slice(11, 19)} ${level.padEnd(5)} ${msg}${told.join('')}\n${err ? errorText(err) : ''}`;
}

function wordOf(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  // A terminal obeys control characters; nothing that came from outside may bring any.
  return /^[\w.:/*-]+$/.test(text) ? text : printable(JSON.stringify(text));
}

function errorText({ type, message, code, stack = '', cause }: LoggedError): string {
  const head = `${type}${code === undefined ? '' : ` (${code})`}: ${printable(message)}`;
  const frames = stack === '' ? [] : stack.split('\n').map((line) => `    ${printable(line)}`);
  const lines = [`  ${head}`, ...frames].join('\n');
  return `${lines}\n${cause ? `  of${errorText(cause).slice(1)}` : ''}`;
}

function printable(text: string): string {
  return text.replace(/[^\P{Cc}\t]/gu, ' ');
}
