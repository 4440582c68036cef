import { LiveStream, type ServerTasks } from 'rivulet/server';
import type { Analyst } from '../analysis/analyst.ts';
import type { Engine } from '../engine/engine.ts';
import type { ImageEngine } from '../images/image-engine.ts';
import { analyseTextTask } from './analyse-text.ts';
import { drawTask } from './draw.ts';
import { pipelineTask } from './pipeline.ts';
import { processListTask } from './process-list.ts';
import { ticker } from './ticker.ts';

/** What the tasks are done by; a task of what is not there is not there either. */
export interface Workers {
  readonly analyst?: Analyst | undefined;
  readonly images?: ImageEngine | undefined;
}

/** The work of a server that is no chat. */
export interface Works {
  readonly tasks: ServerTasks;
  readonly streams: ReadonlyMap<string, LiveStream>;
  /** Who analyses, if anybody does. */
  readonly analyst: Analyst | undefined;
  /** Who draws, if anybody does. */
  readonly images: ImageEngine | undefined;
}

/** All tasks and live streams of a server, by their names. */
export function serverWorks(
  { analyst, images }: Workers,
  engine: Engine,
  onError?: (error: unknown) => void,
): Works {
  return {
    analyst,
    images,
    tasks: {
      list: processListTask,
      ...(analyst && { analyse: analyseTextTask(analyst), pipeline: pipelineTask(analyst) }),
      ...(images && { draw: drawTask(images) }),
    },
    streams: new Map([['ticker', new LiveStream(ticker({ load: () => engine.load() }), onError)]]),
  };
}
