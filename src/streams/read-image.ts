import type { FilePart } from '../protocol/chat-message.ts';
import { at, isRecord, textAt } from '../protocol/json.ts';

// How the common formats begin, in base64.
const starts: readonly (readonly [string, string])[] = [
  ['iVBORw', 'image/png'],
  ['/9j/', 'image/jpeg'],
  ['R0lGOD', 'image/gif'],
  ['UklGR', 'image/webp'],
  ['PHN2Z', 'image/svg+xml'],
];
const names = ['image', 'picture', 'b64_json', 'partial_image_b64', 'image_url', 'url', 'data'];

/** Reads a picture out of a value: an address, a `data:` URL or base64, in a field that servers name so; undefined where there is none. */
export function readImage(value: unknown): FilePart | undefined {
  if (typeof value === 'string') return pictureAt(value, '');
  if (!isRecord(value)) return undefined;
  const type = textAt(value, 'mediaType') || textAt(value, 'media_type') || formatOf(value);
  for (const name of names) {
    const found = at(value, name);
    const picture = isRecord(found) ? readImage(found) : pictureAt(textAt(value, name), type);
    if (picture) return picture;
  }
  return undefined;
}

function formatOf(value: unknown): string {
  const format = textAt(value, 'output_format') || textAt(value, 'format');
  return format ? `image/${format}` : '';
}

function pictureAt(text: string, type: string): FilePart | undefined {
  if (!text) return undefined;
  const [, inside] = /^data:(image\/[\w.+-]+)/.exec(text) ?? [];
  if (inside) return { type: 'file', url: text, mediaType: inside };
  if (/^(?:https?:|blob:|\/(?!9j\/))/.test(text)) {
    return { type: 'file', url: text, mediaType: type || 'image/*' };
  }
  const known = starts.find(([start]) => text.startsWith(start))?.[1];
  const mediaType = type || known;
  if (!mediaType || !/^[A-Za-z\d+/_-]+=*$/.test(text)) return undefined;
  return { type: 'file', url: `data:${mediaType};base64,${text}`, mediaType };
}
