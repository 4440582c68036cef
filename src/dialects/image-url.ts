/** Makes the address and the media type of an image in base 64; `format` is `png`, `jpeg`, `webp` or a media type. */
export function imageUrl(base64: string, format = ''): { url: string; mediaType: string } {
  const mediaType = format.includes('/') ? format : `image/${format || 'png'}`;
  return { url: `data:${mediaType};base64,${base64}`, mediaType };
}
