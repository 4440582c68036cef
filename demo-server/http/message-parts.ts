import type { z } from 'zod';
import { fieldError } from '../shared/field-error.ts';

/** What a question may hold beside text; see `EngineInfo.accepts`. */
export type Accepts = readonly ('files' | 'tools')[];

/**
 * Refuses a part of what somebody wrote that is neither text nor something that no model is shown: an answer that passed over a
 * picture would be an answer to another question. Throws a `ChatError` of code `bad-request` that names `field`.
 */
export function assertReadable(part: ReadPart, field: string, accepts: Accepts = []): void {
  const { type } = part;
  if (type === 'text' || type === 'step-start' || type.startsWith('data-')) return;
  if (type === 'file' && accepts.includes('files')) return assertPicture(part, field);
  throw fieldError(
    field,
    `This server reads text${accepts.includes('files') ? ' and pictures' : ''}, and no part of the type ${JSON.stringify(type)}. Leave it out.`,
  );
}

interface ReadPart {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Refuses a file that no model server is shown. An address within its own network is nobody's picture. */
function assertPicture({ url, mediaType }: ReadPart, field: string): void {
  if (typeof mediaType !== 'string' || !mediaType.startsWith('image/')) {
    throw fieldError(`${field}.mediaType`, 'Only pictures are passed on. Leave the file out.');
  }
  if (typeof url !== 'string' || !/^(?:data:image\/|https:\/\/)/.test(url)) {
    throw fieldError(`${field}.url`, 'Give the picture as a data: or https: address.');
  }
}

/** Checks what was sent. Throws a `ChatError` of code `bad-request` that names the field and says `advice`. */
export function checkFields<Body>(schema: z.ZodType<Body>, value: unknown, advice: string): Body {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue?.path.join('.') || 'the body';
  throw fieldError(field, `${issue?.message ?? 'not as expected'}. ${advice}`);
}
