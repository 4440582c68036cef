import type { CommandLine } from '../cli/command-line.ts';

/** What this server may be given that is secret. */
interface Secrets extends Pick<CommandLine, 'key' | 'redis'> {
  /** The key of the servers behind this one. */
  readonly upstreamKey?: string | undefined;
  /** The key of the painter behind this one. */
  readonly imagesKey?: string | undefined;
}

/** The secrets that this server is given, which its log must never hold, whatever error brings them. */
export function knownSecrets({ key, redis, upstreamKey, imagesKey }: Secrets): string[] {
  const { HF_TOKEN = '' } = process.env;
  const password = redis !== undefined && URL.canParse(redis) ? new URL(redis).password : '';
  return [
    key ?? '',
    upstreamKey ?? '',
    imagesKey ?? '',
    password,
    decoded(password),
    HF_TOKEN,
  ].filter((secret) => secret !== '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
