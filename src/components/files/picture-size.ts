/** How large a picture is, in its own pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Where a photo keeps its size behind its own thumbnail; what stands further back is not looked for. */
const headBytes = 96 * 1024;

/**
 * Reads how large a picture is from the beginning of a `data:` URL, so that its box is there before it is decoded; the work
 * does not grow with the picture. `undefined` for other URLs and where the beginning does not tell.
 */
export function pictureSize(url: string): PictureSize | undefined {
  const [, type = '', base64] =
    /^data:image\/([\w+.-]+)[^,]*?(;base64)?,/i.exec(url.slice(0, 200)) ?? [];
  if (!type) return undefined;
  const data = url.slice(url.indexOf(',') + 1);
  try {
    if (type.toLowerCase() === 'svg+xml') return drawingSize(base64 ? head(data, 1500) : data);
    const size = base64 && bitmapSize(head(data, 400), () => head(data, headBytes));
    return size && size.width > 0 && size.height > 0 ? size : undefined;
  } catch {
    return undefined;
  }
}

/** The first bytes, each as a character. */
function head(base64: string, bytes: number): string {
  const part = base64.slice(0, Math.ceil(bytes / 3) * 4).replace(/\s/g, '');
  return atob(part.slice(0, part.length - (part.length % 4)));
}

function bitmapSize(bytes: string, more: () => string): PictureSize | undefined {
  const at = (place: number, length: number, isLittle = false) =>
    number(bytes, place, length, isLittle);
  if (bytes.startsWith('\x89PNG')) return { width: at(16, 4), height: at(20, 4) };
  if (bytes.startsWith('GIF8')) return { width: at(6, 2, true), height: at(8, 2, true) };
  if (bytes.startsWith('\xff\xd8')) return photoSize(more());
  if (bytes.startsWith('RIFF')) return webpSize(bytes);
  // AVIF: a box of the picture's own measures.
  const box = bytes.indexOf('ispe');
  return box < 0 ? undefined : { width: at(box + 8, 4), height: at(box + 12, 4) };
}

function webpSize(bytes: string): PictureSize | undefined {
  const at = (place: number, length: number) => number(bytes, place, length, true);
  switch (bytes.slice(12, 16)) {
    case 'VP8 ':
      return { width: at(26, 2) & 0x3fff, height: at(28, 2) & 0x3fff };
    case 'VP8L':
      return { width: (at(21, 4) & 0x3fff) + 1, height: ((at(21, 4) >> 14) & 0x3fff) + 1 };
    case 'VP8X':
      return { width: at(24, 3) + 1, height: at(27, 3) + 1 };
    default:
      return undefined;
  }
}

/** Walks over the segments of a JPEG; a camera that was held upright says so in one of them. */
function photoSize(bytes: string): PictureSize | undefined {
  let isTurned = false;
  for (let place = 2; place < bytes.length;) {
    const mark = number(bytes, place + 1, 1);
    if (mark === 0xe1) isTurned ||= isUpright(bytes, place + 10);
    // The frames that hold the size; three marks between them mean something else.
    if (mark >= 0xc0 && mark <= 0xcf && mark !== 0xc4 && mark !== 0xc8 && mark !== 0xcc) {
      const [height, width] = [number(bytes, place + 5, 2), number(bytes, place + 7, 2)];
      return isTurned ? { width: height, height: width } : { width, height };
    }
    place += 2 + number(bytes, place + 2, 2);
  }
  return undefined;
}

/** Whether the Exif block at a place has the picture turned by a quarter. */
function isUpright(bytes: string, start: number): boolean {
  const isLittle = bytes.startsWith('II', start);
  const at = (place: number, length: number) => number(bytes, start + place, length, isLittle);
  const entries = at(4, 4);
  const count = Math.min(at(entries, 2), 100);
  for (let entry = entries + 2; entry < entries + 2 + count * 12; entry += 12) {
    if (at(entry, 2) === 0x0112) return at(entry + 8, 2) > 4;
  }
  return false;
}

function drawingSize(markup: string): PictureSize | undefined {
  const text = markup
    .slice(0, 3000)
    .replaceAll('%20', ' ')
    .replace(/%2[27]/gi, '"')
    .replaceAll('%3D', '=');
  const [tag = ''] = /<svg[^>]*|%3Csvg.*?%3E/i.exec(text) ?? [];
  const length = (name: string) =>
    Number(new RegExp(`\\s${name}\\s*=\\s*["']?([\\d.]+)(?:px)?["'\\s/]`).exec(tag)?.[1]);
  const [, , wide, high] =
    /viewBox\s*=\s*["']([^"']+)/
      .exec(tag)?.[1]
      ?.trim()
      .split(/[\s,]+/) ?? [];
  const size = { width: length('width') || Number(wide), height: length('height') || Number(high) };
  return size.width > 0 && size.height > 0 ? size : undefined;
}

function number(bytes: string, place: number, length: number, isLittle = false): number {
  let value = 0;
  for (let i = 0; i < length; i += 1) {
    const byte = bytes.charCodeAt(place + (isLittle ? length - 1 - i : i));
    value = value * 256 + byte;
  }
  // Behind the end there is no number: comparisons with it are false.
  return value;
}
