import type { DownscaleOptions } from './file-options.ts';

/** What a canvas can write in every browser, or says that it cannot. */
const writable = /^image\/(?:jpeg|png|webp)$/;
/** A drawing has no pixels, and of an animation only the first picture would be left. */
const untouched = /^image\/(?:svg\+xml|gif|apng)$/;

/**
 * Makes a picture smaller. A picture that is small enough, that cannot be read, or that would not lose a byte stays as
 * it is, and so does what is no picture.
 */
export async function downscale(
  file: File,
  { maxSide = 2048, type, quality = 0.85 }: DownscaleOptions = {},
): Promise<File> {
  if (!file.type.startsWith('image/') || untouched.test(file.type)) return file;
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const share = Math.min(1, maxSide / Math.max(bitmap.width, bitmap.height));
    const target = type ?? (writable.test(file.type) ? file.type : 'image/jpeg');
    if (share === 1 && target === file.type) return file;
    const blob = await draw(bitmap, share, target, quality);
    bitmap.close();
    if (!blob || (blob.size >= file.size && target === file.type)) return file;
    return new File([blob], renamed(file, blob.type), { type: blob.type });
  } catch {
    // The server may know what this browser does not.
    return file;
  }
}

function draw(
  bitmap: ImageBitmap,
  share: number,
  type: string,
  quality: number,
): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * share));
  canvas.height = Math.max(1, Math.round(bitmap.height * share));
  const context = canvas.getContext('2d');
  if (!context) return Promise.resolve(null);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => {
    canvas.toBlob(resolve, type, quality);
  });
}

/** The name with the extension of its new type. */
function renamed({ name, type }: File, newType: string): string {
  if (type === newType) return name;
  const extension = newType === 'image/jpeg' ? 'jpg' : newType.slice('image/'.length);
  return `${name.replace(/\.[^.]*$/, '')}.${extension}`;
}
