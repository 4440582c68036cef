import type { Topic } from './corpus.ts';
import type { GreedyModel, Reply, Turn } from './greedy.ts';
import { markdownFaults } from './markdown-faults.ts';

/** One question to ask: the topic whose answer is right and the turns before. */
export interface Case {
  topic: Topic;
  question: string;
  history: Turn[];
}

/** How a set of cases went: counts, and the cases that were not verbatim, one line each. */
export interface Score {
  cases: number;
  /** Equal to the topic's answer, outer blanks aside. */
  verbatim: number;
  /** Of all answers the topic's is the most alike at its beginning. */
  right: number;
  /** One of the two refusals, word for word, whichever topic was asked for. */
  refused: number;
  /** Malformed markdown, or not ended by the model itself. */
  malformed: number;
  /** Model tokens generated. */
  tokens: number;
  misses: string[];
}

/** The answer as it stands in the history of a later turn: without its thought. */
export function visibleAnswer(answer: string): string {
  return answer.startsWith('<think>') ? (answer.split('</think>')[1] ?? '').trim() : answer;
}

/** Makes the case of a question, after the first question and answer of the parent if the topic has one. */
export function caseOf(topic: Topic, question: string, topics: Topic[], before: Turn[] = []): Case {
  const parent = topics.find(({ id }) => id === topic.after);
  return { topic, question, history: parent ? [...before, turnOf(parent)] : before };
}

/** The turn of a topic's first question and its visible answer. */
export function turnOf(topic: Topic): Turn {
  return { question: topic.trained[0] ?? '', answer: visibleAnswer(topic.answer) };
}

/** Asks all the cases and scores the replies. */
export async function score(model: GreedyModel, topics: Topic[], cases: Case[]): Promise<Score> {
  const result: Score = {
    cases: cases.length,
    verbatim: 0,
    right: 0,
    refused: 0,
    malformed: 0,
    tokens: 0,
    misses: [],
  };
  const replies = await Promise.all(cases.map((c) => model.reply(c.question, c.history)));
  replies.forEach((reply, i) => add(result, cases[i]!, reply, topics));
  return result;
}

function add(result: Score, { topic, question }: Case, reply: Reply, topics: Topic[]): void {
  result.tokens += reply.tokens;
  const text = reply.text.trim();
  const faults = markdownFaults(text);
  if (!reply.ended) faults.push('did not end');
  if (faults.length > 0) result.malformed += 1;
  const got = nearest(text, topics, topic);
  if (got === topic.id) result.right += 1;
  if (isRefusal(text, topics)) result.refused += 1;
  if (text === topic.answer.trim()) result.verbatim += 1;
  else
    result.misses.push(
      `${topic.id} ${JSON.stringify(question)} → ${got}${faults.length > 0 ? ` (${faults.join(', ')})` : ''}`,
    );
}

/** The topics whose answer says that the model does not know. */
export const refusals: readonly string[] = ['off-topic', 'unknown-kit'];

/** Whether a text is one of the refusals, outer blanks aside. */
export function isRefusal(text: string, topics: Topic[]): boolean {
  return topics.some(({ id, answer }) => refusals.includes(id) && answer.trim() === text.trim());
}

/** Returns the id of the topic whose answer shares the longest beginning with the text; `wanted` wins a tie. */
export function nearest(text: string, topics: Topic[], wanted?: Topic): string {
  let best = { id: '?', shared: 8 };
  for (const topic of wanted ? [wanted, ...topics] : topics) {
    const shared = sharedPrefix(text, topic.answer.trim());
    if (shared > best.shared) best = { id: topic.id, shared };
  }
  return best.id;
}

function sharedPrefix(a: string, b: string): number {
  let n = 0;
  while (n < a.length && n < b.length && a[n] === b[n]) n += 1;
  return n;
}
