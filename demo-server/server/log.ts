import { pino, type Logger } from 'pino';
import type { LogLevel } from './log-level.ts';
import { LogOutput } from './log-output.ts';
import { readableLine } from './log-line.ts';
import { loggedError } from './logged-error.ts';
import { secretHider } from './secrets.ts';

/** The log of one server. The only file that imports pino. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error' | 'isLevelEnabled'>;

/** What the log says and where it goes. */
export interface LogOptions {
  /** @default info */
  readonly level?: LogLevel | undefined;
  /** What no line may ever hold, whatever error brings it: keys, passwords. @default none */
  readonly secrets?: readonly string[] | undefined;
  /** Takes the lines. @default standard error */
  readonly to?: { write(line: string): unknown } | undefined;
  /** Whether people read it as it comes: short lines in place of JSON. @default whether standard error is a terminal */
  readonly isTerminal?: boolean | undefined;
}

/**
 * Opens the log: one line of JSON for everything that happens, on standard error, so that standard output keeps the few
 * words of the start.
 */
export function createLog({ level = 'info', secrets = [], to, isTerminal }: LogOptions = {}): Log {
  const out = to ?? new LogOutput();
  const isReadable = isTerminal ?? process.stderr.isTTY;
  const hide = secretHider(secrets);
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: (error: unknown) => loggedError(error, hide) },
    },
    isReadable ? { write: (line: string) => out.write(readableLine(line)) } : out,
  );
}
