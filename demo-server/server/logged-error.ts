/** An error as the log tells it: what it is, where it came from, and what it came of. */
export interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string | number;
  /** The places in the code, a line each. */
  readonly stack?: string;
  readonly cause?: LoggedError;
}

const maxCharacters = 500;
const maxFrames = 20;
const maxCauses = 5;

/**
 * Reads an error and the chain of its causes. Fields of their own, which foreign errors have for addresses and inputs,
 * are left out, and so are the pieces of a text that the parser of JSON quotes. `hide` takes secrets out of the rest.
 */
export function loggedError(
  error: unknown,
  hide: (text: string) => string,
  causes = maxCauses,
): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: hide(short(String(error))) };
  const code: unknown = 'code' in error ? error.code : undefined;
  // Several addresses of one name fail together, without a message of their own.
  const [first]: unknown[] = error instanceof AggregateError ? error.errors : [];
  const cause = error.cause ?? first;
  const stack = framesOf(error);
  return {
    type: error.name,
    message: hide(short(error instanceof SyntaxError ? unquoted(error.message) : error.message)),
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    ...(stack !== '' && { stack: hide(stack) }),
    ...(cause !== undefined && causes > 0 && { cause: loggedError(cause, hide, causes - 1) }),
  };
}

function framesOf({ stack = '' }: Error): string {
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return frames
    .slice(0, maxFrames)
    .map((line) => line.trim())
    .join('\n');
}

function unquoted(message: string): string {
  return message.replace(/"[\s\S]*"|'[\s\S]*'/g, '“…”');
}

function short(text: string): string {
  return text.length > maxCharacters ? `${text.slice(0, maxCharacters)}…` : text;
}
