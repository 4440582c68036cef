import type { FilePart } from '../../protocol/chat-message.ts';

/** What a file is called: by its own name, else by the end of its address; `''` where neither says anything. */
export function fileName({ filename, url }: Pick<FilePart, 'filename' | 'url'>): string {
  if (filename) return filename;
  if (!/^https?:/i.test(url)) return '';
  try {
    return decodeURIComponent(new URL(url).pathname.split('/').at(-1) ?? '');
  } catch {
    return '';
  }
}

/** How many bytes a `data:` URL holds; `undefined` for other URLs. */
export function dataSize(url: string): number | undefined {
  if (!url.startsWith('data:')) return undefined;
  const comma = url.indexOf(',');
  const length = url.length - comma - 1;
  if (!url.slice(0, comma).endsWith(';base64')) return length;
  return Math.floor((length * 3) / 4) - (/=*$/.exec(url.slice(-2))?.[0].length ?? 0);
}
