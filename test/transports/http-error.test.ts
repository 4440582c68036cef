// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { httpError } from '../../src/transports/http/http-error.ts';

const said = 'Your credit is used up.';
const plain = { 'content-type': 'text/plain; charset=utf-8' };

function refusal(body: unknown, status = 400, headers: Record<string, string> = {}): Response {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return new Response(text, { status, headers });
}

describe('httpError', () => {
  it.each([
    { error: said },
    { error: { message: said, type: 'billing' } },
    { error: { code: 400, message: said, status: 'INVALID_ARGUMENT' } },
    [{ error: { message: said } }],
    { detail: said },
    { detail: [{ loc: ['body', 'model'], msg: said, type: 'missing' }] },
    { detail: { error: said } },
    { errors: [{ message: said }] },
    { errors: [{ title: 'Payment', detail: said, status: '402' }] },
    { errors: [said] },
    { type: 'about:blank', title: 'Payment Required', status: 402, detail: said },
    { type: 'about:blank', title: said, status: 402 },
    { statusCode: 400, error: 'Bad Request', message: said },
    { statusCode: 400, message: [said] },
    { success: false, message: said },
    { code: 1113, msg: said },
    { object: 'error', message: said, code: 400 },
    { type: 'error', error: { type: 'invalid_request_error', message: said } },
    { prompt: [said] },
    { non_field_errors: [said] },
    { errors: { detail: said } },
    { errors: { prompt: [said] } },
    { Error: said },
    { Message: said },
    { __type: 'AccessDeniedException', Message: said },
    { error_code: 6, error_msg: said },
    { base_resp: { status_code: 1004, status_msg: said } },
    { fault: { faultstring: said, detail: { errorcode: 'policies.Quota' } } },
    { status: 'error', data: null, reason: said },
    { message: { text: said } },
    { jsonrpc: '2.0', id: 1, error: { code: -32601, message: said } },
    [{ error: { json: { message: said, code: -32001 } } }],
    { error: JSON.stringify({ error: { message: said } }) },
    `<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>${said}</Message></Error>`,
    said,
    JSON.stringify(said),
    `data: ${JSON.stringify({ error: { message: said } })}\n\n`,
    `event: error\ndata: ${JSON.stringify({ error: said })}\n\n`,
  ])('tells the words of %j', async (body) => {
    expect(await httpError(refusal(body))).toMatchObject({ code: 'bad-request', message: said });
  });

  it.each([
    '',
    '<html><body>502 Bad Gateway</body></html>',
    '\n<!doctype html>',
    '{}',
    'null',
    '[]',
  ])('has words of its own where the server has none: %j', async (body) => {
    expect((await httpError(refusal(body, 502))).message).toContain('status 502');
  });

  it('tells the wait that only the body has', async () => {
    const body = { error: { message: said, retry_after: 3 } };
    expect(await httpError(refusal(body, 429))).toMatchObject({ retryAfterMs: 3000 });
  });

  it('keeps a plain refusal’s wait', async () => {
    const error = await httpError(
      refusal('Too many requests.', 429, { ...plain, 'retry-after': '7' }),
    );
    expect(error).toMatchObject({
      code: 'rate-limited',
      message: 'Too many requests.',
      retryAfterMs: 7000,
    });
  });

  it('keeps a page-long body short', async () => {
    expect((await httpError(refusal('word '.repeat(5000)))).message.length).toBeLessThan(1001);
  });
});
