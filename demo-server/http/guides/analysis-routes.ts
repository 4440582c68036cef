import { Hono } from 'hono';
import { taskResult } from 'rivulet/server';
import { z } from 'zod';
import type { AnalysisEvent, AnalysisStep } from '../../analysis/analyse-text.ts';
import { analysableText } from '../../tasks/analyse-text.ts';
import { analysisLines, entityLine } from './analysis-words.ts';
import { analysedFields, readFields } from './guide-fields.ts';
import {
  askTask,
  jsonLines,
  tellTask,
  type TaskDoorServices,
  type TaskWords,
} from './task-door.ts';

const request = z.looseObject({ text: analysableText, ...analysedFields });
type Asked = z.infer<typeof request>;

// A shorter text is its own summary.
const summaryFrom = 100;

/** A text is analysed: `/process-stream` line by line, `/process-batch` all at once. */
export function analysisRoutes(guide: TaskDoorServices): Hono {
  const routes = new Hono();
  routes.post('/process-stream', async (context) => {
    const asked = await readFields(context, request);
    const run = await askTask(context, guide, 'analyse', inputOf(asked));
    return tellTask(context, guide, run, lineWords(asked.text), jsonLines);
  });
  routes.post('/process-batch', async (context) => {
    const asked = await readFields(context, request);
    const run = await askTask(context, guide, 'analyse', inputOf(asked));
    const { items, processing_time: seconds } = await taskResult(run);
    const found = Object.assign({}, ...(items as AnalysisEvent[]).map(batchField)) as object;
    return context.json({ ...found, processing_time: seconds });
  });
  return routes;
}

function inputOf(asked: Asked) {
  const wanted: readonly (readonly [AnalysisStep, boolean])[] = [
    ['sentiment', asked.include_sentiment],
    ['summary', asked.include_summary && asked.text.length > summaryFrom],
    ['entities', asked.include_entities],
  ];
  const steps = wanted.flatMap(([step, isWanted]) => (isWanted ? [step] : []));
  return { text: asked.text, chunk_size: asked.chunk_size, steps };
}

const line = (fields: object) => `${JSON.stringify(fields)}\n`;
const now = () => Date.now() / 1000;

function lineWords(text: string): TaskWords {
  const startedAt = performance.now();
  const started = {
    status: 'started',
    message: 'Beginning text processing...',
    timestamp: now(),
    text_length: text.length,
  };
  return {
    begin: line(started) + line({ status: 'chunking', message: 'Splitting text into chunks...' }),
    item: (event) =>
      analysisLines(event as AnalysisEvent)
        .map(line)
        .join(''),
    end: () =>
      line({
        status: 'completed',
        message: 'All processing complete!',
        total_processing_time: (performance.now() - startedAt) / 1000,
        timestamp: now(),
      }),
    failed: (error) => line({ status: 'error', error }),
  };
}

/** What an event adds to the answer of all at once. */
function batchField(event: AnalysisEvent): object {
  if (event.type === 'failed') return { [`${event.step}_error`]: event.message };
  if (event.type !== 'done') return {};
  switch (event.step) {
    case 'sentiment': {
      const { label, confidence } = event.result;
      return { sentiment: { label: label.toUpperCase(), confidence } };
    }
    case 'summary':
      return { summary: event.result.text };
    case 'entities':
      return { entities: event.result.map(entityLine) };
    default:
      return { translation: event.result };
  }
}
