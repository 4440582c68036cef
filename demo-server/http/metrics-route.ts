import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import type { Metrics } from '../server/metrics.ts';

/** Answers with the metrics in Prometheus's text, or as JSON to those who ask for that before text. */
export async function answerMetrics(context: Context, metrics: Metrics): Promise<Response> {
  const headers = { 'cache-control': 'no-store' };
  const supports = ['text/plain', 'application/json'];
  const type = accepts(context, { header: 'Accept', supports, default: 'text/plain' });
  if (type === 'application/json') return context.json(await metrics.json(), 200, headers);
  return context.body(await metrics.text(), 200, {
    ...headers,
    'content-type': metrics.contentType,
  });
}
