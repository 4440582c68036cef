import { fileSize } from './file-size.ts';
import type { FileLabels } from '../labels/file-labels.ts';
import type { FileOptions } from './file-options.ts';

/** What the check of a file says of it; needs the language of the figures. */
export type CheckWords = FileLabels & { readonly locale: string };

/** Says why a file may not be attached beside so many others, `undefined` when it may. Its size is checked by {@link checkSize}. */
export function checkFile(
  file: File,
  count: number,
  { accept, maxFiles = Infinity }: FileOptions,
  words: CheckWords,
): string | undefined {
  if (!isAccepted(file, accept)) {
    return words.fileRefused(file.name, 'type', accept?.split(',').join(', ') ?? '');
  }
  if (count < maxFiles) return undefined;
  const limit = new Intl.NumberFormat(words.locale).format(maxFiles);
  return words.fileRefused(file.name, 'count', limit);
}

/** Says why a file is too large, `undefined` when it is not. */
export function checkSize(
  file: File,
  { maxBytes = Infinity }: FileOptions,
  words: CheckWords,
): string | undefined {
  if (file.size <= maxBytes) return undefined;
  return words.fileRefused(file.name, 'size', fileSize(maxBytes, words.locale));
}

/** Matches a file as a browser's file dialog does: by extension, by media type, or by the group of media types. */
function isAccepted({ name, type }: File, accept = ''): boolean {
  const kinds = accept
    .toLowerCase()
    .split(',')
    .map((kind) => kind.trim())
    .filter(Boolean);
  const has = (kind: string) => {
    if (kind.startsWith('.')) return name.toLowerCase().endsWith(kind);
    if (kind === '*/*' || kind === '*') return true;
    const [own = ''] = type.toLowerCase().split(';');
    return kind.endsWith('/*') ? own.startsWith(kind.slice(0, -1)) : own === kind;
  };
  return kinds.length === 0 || kinds.some(has);
}
