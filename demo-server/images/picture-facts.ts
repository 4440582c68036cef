/** What a picture's file says of itself. */
export interface PictureFacts {
  readonly mediaType: 'image/png' | 'image/jpeg' | 'image/webp';
  readonly width: number;
  readonly height: number;
}

/** Reads the kind and the size of a PNG, JPEG or WebP file; undefined when it is none of them. */
export function pictureFacts(bytes: Uint8Array): PictureFacts | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const letters = (at: number, count: number) =>
    String.fromCharCode(...bytes.subarray(at, at + count));
  try {
    if (letters(1, 3) === 'PNG') {
      return { mediaType: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
    }
    if (view.getUint16(0) === 0xff_d8) return jpegFacts(view);
    if (letters(0, 4) === 'RIFF' && letters(8, 4) === 'WEBP')
      return webpFacts(view, letters(12, 4));
  } catch {
    // Cut off before its size.
  }
  return undefined;
}

/** The size stands in the frame header, behind other segments, each with its length. */
function jpegFacts(view: DataView): PictureFacts | undefined {
  for (let at = 2; view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (!isFrame) continue;
    const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)];
    return { mediaType: 'image/jpeg', width, height };
  }
  return undefined;
}

function webpFacts(view: DataView, kind: string): PictureFacts {
  const mediaType = 'image/webp';
  if (kind === 'VP8X') {
    const side = (at: number) => 1 + (view.getUint32(at, true) & 0xff_ff_ff);
    return { mediaType, width: side(24), height: side(27) };
  }
  if (kind === 'VP8L') {
    const bits = view.getUint32(21, true);
    return { mediaType, width: 1 + (bits & 0x3f_ff), height: 1 + ((bits >> 14) & 0x3f_ff) };
  }
  const side = (at: number) => view.getUint16(at, true) & 0x3f_ff;
  return { mediaType, width: side(26), height: side(28) };
}
