import type { AnalysisEvent, AnalysisStep, ChunkedSentiment } from '../../analysis/analyse-text.ts';
import type { Entity, Sentiment } from '../../analysis/analyst.ts';

type Line = Readonly<Record<string, unknown>>;
type Done = Extract<AnalysisEvent, { type: 'done' }>;

// The guide has its own words for one of them.
const names: Readonly<Record<AnalysisStep, string>> = {
  sentiment: 'sentiment',
  summary: 'summarization',
  entities: 'entities',
  translation: 'translation',
};
const doing: Readonly<Record<AnalysisStep, string>> = {
  sentiment: 'Analyzing sentiment...',
  summary: 'Generating summary...',
  entities: 'Extracting entities...',
  translation: 'Translating...',
};
const described: Readonly<Record<Entity['label'], string>> = {
  person: 'People',
  place: 'Countries, cities and other places',
  organisation: 'Companies, agencies and institutions',
  date: 'Dates and periods',
  time: 'Times of day',
  money: 'Amounts of money',
  percent: 'Percentages',
  email: 'Addresses of mail',
  url: 'Addresses of pages',
  name: 'Names',
};

/** The lines in which the guide tells what is found out about a text. */
export function analysisLines(event: AnalysisEvent): Line[] {
  switch (event.type) {
    case 'chunked':
      return [
        {
          status: 'chunked',
          message: `Split into ${event.chunks} chunks`,
          chunks: event.chunks,
        },
      ];
    case 'started':
      return [{ status: `${names[event.step]}_processing`, message: doing[event.step] }];
    case 'progress': {
      const chunk = chunkLine(event.result, event.done);
      const progress = event.done / event.total;
      return [{ status: 'sentiment_progress', progress, chunk_result: chunk }];
    }
    case 'done':
      return [{ status: `${names[event.step]}_complete`, ...resultOf(event) }];
    case 'skipped':
      return [{ status: `${names[event.step]}_skipped`, message: event.reason }];
    default:
      return [{ status: `${names[event.step]}_error`, error: event.message }];
  }
}

function resultOf(event: Done): Line {
  switch (event.step) {
    case 'sentiment':
      return sentimentOf(event.result);
    case 'summary': {
      const { text: summary, compressionRatio } = event.result;
      return { summary, compression_ratio: compressionRatio };
    }
    case 'entities':
      return entitiesOf(event.result);
    default: {
      const { text, ...more } = event.result;
      return { translated_text: text, ...more };
    }
  }
}

function sentimentOf({ label, chunks }: ChunkedSentiment): Line {
  const count = (wanted: Sentiment['label']) =>
    chunks.filter((chunk) => chunk.label === wanted).length;
  return {
    overall_sentiment: label.toUpperCase(),
    chunk_sentiments: chunks.map((chunk, index) => chunkLine(chunk, index + 1)),
    positive_chunks: count('positive'),
    negative_chunks: count('negative'),
  };
}

function chunkLine({ label, confidence }: Sentiment, chunk: number): Line {
  return { chunk, sentiment: label.toUpperCase(), confidence };
}

function entitiesOf(found: readonly Entity[]): Line {
  const entities = found.map(entityLine);
  const entityTypes: Record<string, Line[]> = {};
  for (const [index, { label }] of found.entries()) {
    (entityTypes[label.toUpperCase()] ??= []).push(entities[index] ?? {});
  }
  return { entities, entity_types: entityTypes, total_entities: entities.length };
}

/** One name or figure as the guide tells it. */
export function entityLine({ text, label, start, end }: Entity): Line {
  return { text, label: label.toUpperCase(), description: described[label], start, end };
}
