import { fieldOf } from '../../shared/field-error.ts';
import { failureAnswer } from 'rivulet/server';

const types: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  429: 'rate_limit_error',
};

/** Turns whatever a route threw into an answer of OpenAI's shape, `{ error: { message, type, param, code } }`. */
export async function openaiFailure(thrown: unknown): Promise<Response> {
  const answer = failureAnswer(thrown);
  const { status, headers } = answer;
  const { error }: { error: { readonly code: string; readonly message: string } } =
    await answer.json();
  const type = types[status] ?? (status < 500 ? 'invalid_request_error' : 'server_error');
  const { message, code } = error;
  const param = fieldOf(thrown) ?? null;
  return Response.json({ error: { message, type, param, code } }, { status, headers });
}
