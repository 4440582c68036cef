import type { ChatLabels } from '../components/labels/chat-labels.ts';

/** What the kit itself says went wrong; a server's own words are shown as they came. */
export interface ErrorWords {
  readonly network: string;
  readonly timeout: string;
  readonly protocol: string;
  readonly truncated: string;
  readonly expired: string;
  readonly storage: string;
}

/** What a reader can do about it. */
export interface HintWords {
  readonly wait: (seconds: number) => string;
  readonly askNow: string;
  readonly network: string;
  readonly timeout: string;
  readonly unauthorized: string;
  readonly tooLarge: string;
  readonly busy: string;
  readonly server: string;
  readonly askAgain: string;
}

/** Makes the label `error` of a language. */
export function tellError(words: ErrorWords): ChatLabels['error'] {
  const known: Partial<Record<string, string>> = { ...words };
  return ({ code, message }) => known[code] ?? message;
}

/** Makes the label `errorHint` of a language. */
export function tellHint(words: HintWords): ChatLabels['errorHint'] {
  const known: Partial<Record<string, string>> = {
    network: words.network,
    timeout: words.timeout,
    unauthorized: words.unauthorized,
    'too-large': words.tooLarge,
    'rate-limited': words.busy,
    overloaded: words.busy,
    server: words.server,
    truncated: words.askAgain,
    expired: words.askAgain,
  };
  return ({ code, retryAfterMs }, leftMs = retryAfterMs) => {
    if (leftMs) return words.wait(Math.max(1, Math.round(leftMs / 1000)));
    return retryAfterMs ? words.askNow : (known[code] ?? '');
  };
}
