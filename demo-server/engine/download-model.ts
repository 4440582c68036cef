import { existsSync } from 'node:fs';
import { StartError } from '../start-error.ts';
import { resolveModelFile } from './llama.ts';

/** How far a download is, in bytes. */
export interface DownloadProgress {
  readonly totalSize: number;
  readonly downloadedSize: number;
}

/**
 * Fetches a model (`hf:owner/repository:quant` or a URL) unless it is there already, and returns its path. What an
 * interrupted download has fetched is kept, and the next call goes on from there. Throws a `StartError`.
 */
export async function downloadModel(
  uri: string,
  options: {
    readonly directory?: string | undefined;
    readonly signal?: AbortSignal;
    readonly onProgress?: (progress: DownloadProgress) => void;
  } = {},
): Promise<string> {
  const { directory, signal, onProgress } = options;
  const path = await resolveModelFile(uri, {
    cli: false,
    deleteTempFileOnCancel: false,
    ...(directory !== undefined && { directory }),
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
  }).catch((error: unknown) => {
    if (signal?.aborted) return '';
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new StartError(
      `The model ${uri} cannot be fetched (${reason}). Check the name and the network, or give --model a file.`,
      { cause: error },
    );
  });
  // An aborted download resolves as if it had been completed.
  if (signal?.aborted || !existsSync(path)) {
    throw new StartError(`The download of ${uri} was stopped. Start again to go on with it.`);
  }
  return path;
}
