import type { CommandLine } from '../cli/command-line.ts';

/** The secrets that this server is given, which its log must never hold, whatever error brings them. */
export function knownSecrets({ key, redis }: Pick<CommandLine, 'key' | 'redis'>): string[] {
  const { HF_TOKEN = '' } = process.env;
  const password = redis !== undefined && URL.canParse(redis) ? new URL(redis).password : '';
  return [key ?? '', password, decoded(password), HF_TOKEN].filter((secret) => secret !== '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
