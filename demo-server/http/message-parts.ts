import type { z } from 'zod';
import { fieldError } from '../shared/field-error.ts';

/**
 * Refuses a part of what somebody wrote that is neither text nor something that no model is shown: an answer that passed over a
 * picture would be an answer to another question. Throws a `ChatError` of code `bad-request` that names `field`.
 */
export function assertReadable(type: string, field: string): void {
  if (type === 'text' || type === 'step-start' || type.startsWith('data-')) return;
  throw fieldError(
    field,
    `This server reads text, and no part of the type ${JSON.stringify(type)}. Leave it out.`,
  );
}

/** Checks what was sent. Throws a `ChatError` of code `bad-request` that names the field and says `advice`. */
export function checkFields<Body>(schema: z.ZodType<Body>, value: unknown, advice: string): Body {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue?.path.join('.') || 'the body';
  throw fieldError(field, `${issue?.message ?? 'not as expected'}. ${advice}`);
}
