import type { ListedChat } from './listed-chat.ts';

/** The words that are looked for, small. */
export function wordsOf(text: string): string[] {
  return small(text).split(/\s+/).filter(Boolean);
}

/** Whether a text has all words. */
export function hasWords(text: string, words: readonly string[]): boolean {
  const searched = small(text);
  return words.every((word) => searched.includes(word));
}

/** What a chat is listed under: its title, or what it begins with. */
export function titleOf({ title, firstWords }: ListedChat): string {
  return title ?? firstWords ?? '';
}

/** In small letters where that keeps every letter where it is. */
export function small(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text.replaceAll(/\p{Lu}/gu, smallLetter);
}

function smallLetter(letter: string): string {
  const lower = letter.toLowerCase();
  return lower.length === letter.length ? lower : letter;
}
