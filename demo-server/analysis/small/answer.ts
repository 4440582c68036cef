import type { Entity, Sentiment, Summary } from '../analyst.ts';
import { SentimentModel } from '../sentiment/sentiment-model.ts';
import { findEntities } from './find-entities.ts';
import { summarise } from './summarise.ts';
import { readText, type Reading } from './wink.ts';

/** What each task of the worker finds. */
export interface Answers {
  readonly sentiment: Sentiment;
  readonly entities: readonly Entity[];
  readonly summary: Summary;
}

const model = new SentimentModel();
let last: { readonly text: string; readonly reading: Reading } | undefined;

/** Does one task on the spot, in milliseconds of computing: the worker's whole work. */
export function answer<Task extends keyof Answers>(task: Task, text: string): Answers[Task];
export function answer(task: keyof Answers, text: string): Answers[keyof Answers] {
  if (task === 'sentiment') return model.read(text);
  const reading = readOnce(text);
  return task === 'entities' ? findEntities(text, reading) : summarise(text, reading.sentences);
}

/** Most texts are asked about twice in a row. */
function readOnce(text: string): Reading {
  if (last?.text !== text) last = { text, reading: readText(text) };
  return last.reading;
}
