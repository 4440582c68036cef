import type { UpstreamFormat } from 'rivulet/server';
import { wholeNumber } from './whole-number.ts';
import { StartError } from '../shared/start-error.ts';

/** What the command line says of the model servers behind this one. */
export interface UpstreamCommand {
  /** Their addresses, one at least. */
  readonly urls: readonly string[];
  /** The model's name there. */
  readonly model: string | undefined;
  /** The file that holds the key that they ask for. */
  readonly keyFile: string | undefined;
  /** That key, where the environment gives it. */
  readonly key: string | undefined;
  readonly format: UpstreamFormat | 'auto';
  /** How long they may be silent, in seconds. */
  readonly silence: number;
}

/** The options, for `parseArgs`. */
export const upstreamOptions = {
  upstream: { type: 'string', multiple: true },
  'upstream-model': { type: 'string' },
  'upstream-key-file': { type: 'string' },
  'upstream-format': { type: 'string' },
  'upstream-silence': { type: 'string' },
} as const;

/** Their lines of `--help`. */
export const upstreamHelp = `  --upstream <url>          let this server answer in place of a model of our own, such as http://gpu:8000/v1; may be repeated
  --upstream-model <name>   the model there                 (default: the only one)
  --upstream-key-file <path>  the key that it asks for      (default: RIVULET_UPSTREAM_KEY, else none)
  --upstream-format <name>  auto, openai-chat, openai-responses, anthropic, gemini, ollama (default: auto)
  --upstream-silence <seconds>  how long it may say nothing (default: 120)`;

interface Values {
  readonly upstream?: string[] | undefined;
  readonly 'upstream-model'?: string | undefined;
  readonly 'upstream-key-file'?: string | undefined;
  readonly 'upstream-format'?: string | undefined;
  readonly 'upstream-silence'?: string | undefined;
}

const formats = [
  'auto',
  'openai-chat',
  'openai-responses',
  'anthropic',
  'gemini',
  'ollama',
] as const;

/** Reads what was given; undefined where no server is. Throws a `StartError` that names the option. */
export function readUpstream(
  values: Values,
  environment: Readonly<Record<string, string | undefined>>,
): UpstreamCommand | undefined {
  const { upstream: urls } = values;
  if (!urls) {
    const named = Object.keys(values).find((name) => name.startsWith('upstream-'));
    if (named === undefined) return undefined;
    throw new StartError(`--${named} is about a server that no --upstream names.`);
  }
  for (const url of urls) checkUrl(url);
  const silence = values['upstream-silence'] ?? '120';
  return {
    urls,
    model: values['upstream-model'],
    keyFile: values['upstream-key-file'],
    key: environment['RIVULET_UPSTREAM_KEY'] || undefined,
    format: readFormat(values['upstream-format'] ?? 'auto'),
    silence: wholeNumber('--upstream-silence', silence, 1, 3600),
  };
}

function checkUrl(text: string): void {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new StartError(
      `--upstream must be an address such as http://localhost:8000/v1, not “${text}”.`,
    );
  }
  if (url.username || url.password) {
    throw new StartError(
      '--upstream takes no user and password. Give a key with --upstream-key-file.',
    );
  }
}

function readFormat(text: string): UpstreamFormat | 'auto' {
  const format = formats.find((known) => known === text);
  if (format !== undefined) return format;
  throw new StartError(`--upstream-format must be one of ${formats.join(', ')}, not “${text}”.`);
}
