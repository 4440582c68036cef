import { languageAnalyst, readsTexts } from '../analysis/language-analyst.ts';
import { openSmallAnalyst } from '../analysis/small/small-analyst.ts';
import type { Engine } from '../engine/engine.ts';
import type { ImageEngine } from '../images/image-engine.ts';
import { serverWorks, type Works } from '../tasks/server-tasks.ts';
import type { Observer } from './observer.ts';

/** The work of a server, and how it is put down. */
export interface OpenWorks extends Works {
  /** Ends the live streams and frees the models. */
  close(): Promise<void>;
}

/** Opens all that a server does beside its chats. */
export async function openWorks(
  engine: Engine,
  observer: Observer,
  images?: ImageEngine,
): Promise<OpenWorks> {
  const analyst = readsTexts(engine) ? languageAnalyst(engine) : await openSmallAnalyst();
  const failed = (error: unknown) => observer.failed(error, 'a live stream');
  const works = serverWorks({ analyst, images }, engine, failed);
  return {
    ...works,
    async close() {
      for (const stream of works.streams.values()) stream.close();
      await Promise.all([analyst.close(), images?.close()]);
    },
  };
}
