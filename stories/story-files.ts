import type { FilePart } from 'rivulet/protocol';

/** A landscape in so many steps of detail, drawn for the stories: a `data:` URL of a picture in pixels. */
export function landscape(width: number, height: number, detail = 1): string {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * detail));
  canvas.height = Math.max(1, Math.round(height * detail));
  const context = canvas.getContext('2d');
  if (!context) return '';
  context.scale(canvas.width / 160, canvas.height / 90);
  const sky = context.createLinearGradient(0, 0, 0, 90);
  sky.addColorStop(0, '#8fc7dd');
  sky.addColorStop(1, '#f4e3c1');
  context.fillStyle = sky;
  context.fillRect(0, 0, 160, 90);
  const hills: readonly (readonly [string, number])[] = [
    ['#7ba7a0', 46],
    ['#4d8577', 58],
    ['#2c5f55', 70],
  ];
  for (const [colour, level] of hills) {
    context.fillStyle = colour;
    context.beginPath();
    context.moveTo(0, 90);
    for (let x = 0; x <= 160; x += 2) context.lineTo(x, level + 8 * Math.sin(x / 17 + level));
    context.lineTo(160, 90);
    context.fill();
  }
  return canvas.toDataURL('image/png');
}

/** A file part of a message. */
export function filePart(url: string, filename: string, mediaType = 'image/png'): FilePart {
  return { type: 'file', mediaType, filename, url };
}

/** A second of a soft tone, as a `data:` URL of a recording. */
export function tone(): string {
  const count = 8000;
  const bytes = new Uint8Array(44 + count);
  const view = new DataView(bytes.buffer);
  const words = (place: number, text: string) =>
    Array.from(text, (character, at) => view.setUint8(place + at, character.charCodeAt(0)));
  words(0, 'RIFF');
  view.setUint32(4, 36 + count, true);
  words(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, count, true);
  view.setUint32(28, count, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  words(36, 'data');
  view.setUint32(40, count, true);
  for (let at = 0; at < count; at += 1) bytes[44 + at] = 128 + 40 * Math.sin(at / 3);
  return `data:audio/wav;base64,${btoa(String.fromCharCode(...bytes))}`;
}
