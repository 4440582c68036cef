import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

/** The hub that models come from, and what it is told about us. */
export interface Hub {
  /** Its address, with a slash at its end. */
  readonly url: URL;
  /** Is sent to the hub itself and to nobody whom it sends us on to. */
  readonly token: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Finds the hub: `MODEL_ENDPOINT` or `HF_ENDPOINT`, else Hugging Face; the token as its own tools do. */
export function findHub(environment: Environment = process.env): Hub {
  const endpoint = [environment['MODEL_ENDPOINT'], environment['HF_ENDPOINT']].find(
    (address) => address !== undefined && URL.canParse(address),
  );
  const address = endpoint ?? 'https://huggingface.co/';
  return {
    url: new URL(address.endsWith('/') ? address : `${address}/`),
    token: findToken(environment),
  };
}

function findToken(environment: Environment): string | undefined {
  const given = environment['HF_TOKEN']?.trim();
  if (given !== undefined) return given === '' ? undefined : given;
  const cache = environment['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  const home = environment['HF_HOME'] || join(cache, 'huggingface');
  try {
    const path = environment['HF_TOKEN_PATH'] || join(home, 'token');
    return readFileSync(path, 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}

/** What the hub's manifest says of the file for a quantisation. */
export const hubManifest = z.object({
  ggufFile: z.object({
    rfilename: z.string().regex(/\.gguf$/i),
    size: z.number().optional(),
    lfs: z.object({ sha256: z.string() }).optional(),
  }),
});

/** The address of a repository's manifest for a tag. */
export function manifestUrl(hub: Hub, owner: string, repository: string, tag: string): URL {
  return new URL(`v2/${owner}/${repository}/manifests/${encodeURIComponent(tag)}`, hub.url);
}

/** The address of a file in a repository. */
export function fileUrl(
  hub: Hub,
  source: { readonly owner: string; readonly repository: string; readonly revision: string },
  file: string,
): URL {
  const path = file.split('/').map(encodeURIComponent).join('/');
  const { owner, repository, revision } = source;
  return new URL(`${owner}/${repository}/resolve/${encodeURIComponent(revision)}/${path}`, hub.url);
}
