import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One answer of the corpus and the questions that lead to it. The format is described in README.md. */
export interface Topic {
  id: string;
  /** The topic whose answer must stand before this question; absent for a first question. */
  after?: string;
  /** Questions trained on, the suggested ones among them. */
  trained: string[];
  /** Questions shown on the page. */
  suggested: string[];
  /** Phrasings never trained on, used to measure only. */
  heldOut: string[];
  answer: string;
}

const TOPIC = /^<!-- topic: ([a-z0-9-]+)(?: after: ([a-z0-9-]+))? -->$/;
const ANSWER = '<!-- answer -->';

/** Reads every `*.md` of a folder in name order, as train/corpus.py does. */
export function readCorpus(folder: string): Topic[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.md'));
  return files.sort().flatMap((name) => parseTopics(readFileSync(join(folder, name), 'utf8')));
}

/** Parses the topics of one corpus file. */
export function parseTopics(text: string): Topic[] {
  const topics: Topic[] = [];
  let answer: string[] | undefined;
  const close = () => {
    const topic = topics.at(-1);
    if (topic) topic.answer = (answer ?? []).join('\n').replace(/^\n+/, '').trimEnd();
    answer = undefined;
  };
  for (const line of text.split('\n')) {
    const opening = TOPIC.exec(line.trimEnd());
    if (opening?.[1]) {
      close();
      topics.push(emptyTopic(opening[1], opening[2]));
    } else if (!answer && line.trimEnd() === ANSWER) answer = [];
    else if (answer) answer.push(line);
    else addQuestion(topics.at(-1), line);
  }
  close();
  return topics;
}

function emptyTopic(id: string, after: string | undefined): Topic {
  return { id, ...(after && { after }), trained: [], suggested: [], heldOut: [], answer: '' };
}

function addQuestion(topic: Topic | undefined, line: string): void {
  const match = /^- (?:([~!]) )?(\S.*?)\s*$/.exec(line);
  if (!topic || !match?.[2]) return;
  if (match[1] === '~') topic.heldOut.push(match[2]);
  else topic.trained.push(match[2]);
  if (match[1] === '!') topic.suggested.push(match[2]);
}
