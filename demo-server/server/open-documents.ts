import { ChatError } from 'rivulet/protocol';
import {
  createDocuments,
  memoryDocuments,
  type Documents,
  type DocumentStore,
} from 'rivulet/server/documents';
import type { CommandLine } from '../cli/command-line.ts';
import { StartError } from '../shared/start-error.ts';
import type { Observer } from './observer.ts';

/**
 * Opens the shared documents. Whoever knows the name of one may write in it, as the page makes names that nobody guesses. Throws a
 * `StartError` when its Redis does not answer.
 */
export async function openDocuments(
  commandLine: Pick<CommandLine, 'redis' | 'documents'>,
  observer: Observer,
): Promise<Documents> {
  return createDocuments({
    store: await openStore(commandLine),
    admit: () => 'write',
    onError: (error) => observer.failed(error, 'a shared document'),
  });
}

async function openStore({
  redis,
  documents,
}: Pick<CommandLine, 'redis' | 'documents'>): Promise<DocumentStore> {
  if (documents !== undefined) {
    const { fileDocuments } = await import('rivulet/server/node');
    return fileDocuments({ folder: documents });
  }
  if (redis === undefined) return memoryDocuments();
  const { redisDocuments } = await import('rivulet/server/redis');
  return redisDocuments({ url: redis }).catch((cause: unknown) => {
    if (!(cause instanceof ChatError)) throw cause;
    throw new StartError(`${cause.message} The address is the one given with --redis.`, { cause });
  });
}
