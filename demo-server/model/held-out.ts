import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A question that the model must refuse. */
export interface HeldOutQuestion {
  question: string;
  /** Words of it that occur nowhere in what was trained. */
  newWords: string[];
}

/** Reads `held-out/<name>.md`, the questions below a heading if one is named; the format is said in the file. */
export function readHeldOut(folder: string, name: string, heading?: string): HeldOutQuestion[] {
  const text = readFileSync(join(folder, 'held-out', `${name}.md`), 'utf8');
  const sections = text.split(/^(?=## )/m);
  const wanted = sections.filter((part) => !heading || part.startsWith(`## ${heading}\n`));
  return wanted
    .flatMap((part) => [...part.matchAll(/^- (.+)$/gm)])
    .map(([, line = '']) => ({
      question: line.replaceAll('*', ''),
      newWords: [...line.matchAll(/\*([^*]+)\*/g)].flatMap(([, words = '']) => words.split(' ')),
    }));
}
