import type { Context } from 'hono';
import type { Encoding, PageFile } from './page-files.ts';

const encodings = ['br', 'gzip'] as const;

/** Answers with a file, packed as the client likes it best; 304 when the client has it. */
export async function pageAnswer(context: Context, file: PageFile): Promise<Response> {
  const { contentType, etag, isLasting, isText } = file;
  const encoding = isText ? chooseEncoding(context.req.header('accept-encoding')) : 'identity';
  // Packed in another way, it is another representation (RFC 9110 §8.8.3.3).
  const tag = encoding === 'identity' ? etag : etag.replace(/"$/, `-${encoding}"`);
  const headers = {
    etag: tag,
    'cache-control': isLasting ? 'public, max-age=31536000, immutable' : 'no-cache',
    ...(isText && { vary: 'Accept-Encoding' }),
  };
  if (isKnown(context.req.header('if-none-match'), tag)) return context.body(null, 304, headers);
  return context.body(await file.bytes(encoding), 200, {
    ...headers,
    'content-type': contentType,
    ...(encoding !== 'identity' && { 'content-encoding': encoding }),
  });
}

/** Reads `Accept-Encoding` (RFC 9110 §12.5.3): the smallest of what the client takes. */
function chooseEncoding(accepted = ''): Encoding {
  const weights = new Map(
    accepted.split(',').map((entry) => {
      const [name = '', ...parameters] = entry.split(';').map((text) => text.trim().toLowerCase());
      const weight = parameters.find((text) => text.startsWith('q='))?.slice(2) ?? '1';
      return [name, Number(weight)] as const;
    }),
  );
  const takes = (name: string): boolean => (weights.get(name) ?? weights.get('*') ?? 0) > 0;
  return encodings.find(takes) ?? 'identity';
}

function isKnown(tags: string | undefined, tag: string): boolean {
  if (tags === undefined) return false;
  const known = tags.split(',').map((text) => text.trim().replace(/^W\//, ''));
  return known.includes(tag) || known.includes('*');
}
