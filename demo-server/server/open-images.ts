import type { CommandLine } from '../cli/command-line.ts';
import type { Terminal } from '../cli/terminal.ts';
import type { Engine } from '../engine/engine.ts';
import type { ImageEngine } from '../images/image-engine.ts';
import { NoEngineError } from '../shared/start-error.ts';

/** What a painter is opened with. */
interface ImagesOpening {
  /** Who chats: the painter that ships with the demo is loaded into its library. */
  readonly engine: Engine;
  /** The key that the server of `--images` asks for. */
  readonly imagesKey: string | undefined;
  readonly terminal: Terminal;
}

/** Opens who draws: the server of `--images`, else the small painter where a model runs here; undefined where nobody does. */
export async function openImages(
  { images, gpu }: Pick<CommandLine, 'images' | 'gpu'>,
  { engine, imagesKey, terminal }: ImagesOpening,
): Promise<ImageEngine | undefined> {
  if (images) {
    const { UpstreamImages } = await import('../images/upstream-images.ts');
    return new UpstreamImages({ url: images.url, model: images.model, apiKey: imagesKey });
  }
  if (!engine.llama) return undefined;
  try {
    const { loadPainter } = await import('../images/load-painter.ts');
    return await loadPainter({ llama: engine.llama, gpu });
  } catch (error) {
    if (!(error instanceof NoEngineError)) throw error;
    terminal.say(`${error.message} Nothing draws here.`);
    return undefined;
  }
}
