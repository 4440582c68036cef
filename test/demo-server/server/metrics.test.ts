// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Metrics } from '../../../demo-server/server/metrics.ts';
import type { RunEnd } from '../../../demo-server/server/observer.ts';
import { readMetrics } from './read-metrics.ts';

const open: Metrics[] = [];
function openMetrics(): Metrics {
  const metrics = new Metrics();
  open.push(metrics);
  return metrics;
}
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(() => {
  for (const metrics of open.splice(0)) metrics.close();
  vi.useRealTimers();
});

const run: RunEnd = {
  id: 'a',
  owner: '',
  end: 'complete',
  promptTokens: 12,
  outputTokens: 50,
  queueMs: 300,
  timeToFirstTokenMs: 450,
  durationMs: 2000,
};

describe('the metrics', () => {
  it('count answers by their end, with their waiting, first token and length in seconds', async () => {
    const metrics = openMetrics();
    metrics.runEnded(run);
    metrics.runEnded({ ...run, id: 'b', end: 'error', outputTokens: 0 });
    expect(await readMetrics(metrics)).toMatchObject({
      'rivulet_runs_total{end="complete"}': 1,
      'rivulet_runs_total{end="error"}': 1,
      rivulet_queue_seconds_sum: 0.6,
      'rivulet_queue_seconds_bucket{le="0.25"}': 0,
      'rivulet_queue_seconds_bucket{le="0.5"}': 2,
      // An answer without a token has no first one.
      rivulet_time_to_first_token_seconds_count: 1,
      rivulet_time_to_first_token_seconds_sum: 0.45,
      rivulet_run_duration_seconds_sum: 4,
      rivulet_prompt_tokens_total: 24,
      rivulet_output_tokens_total: 50,
    });
  });

  it('count the tokens of answers that are being written, each once', async () => {
    const metrics = openMetrics();
    const progress = { id: 'a', promptTokens: 12, outputTokens: 0 };
    metrics.runBegan(progress);
    const totals: (number | undefined)[] = [];
    for (const outputTokens of [10, 40]) {
      progress.outputTokens = outputTokens;
      totals.push((await readMetrics(metrics))['rivulet_output_tokens_total']);
    }
    metrics.runEnded(run);
    totals.push((await readMetrics(metrics))['rivulet_output_tokens_total']);
    expect(totals).toEqual([10, 40, 50]);
  });

  it('say how many tokens came a second in the last ten', async () => {
    const metrics = openMetrics();
    const progress = { id: 'a', promptTokens: 0, outputTokens: 0 };
    metrics.runBegan(progress);
    for (let second = 0; second < 30; second++) {
      vi.advanceTimersByTime(1000);
      progress.outputTokens += second < 15 ? 1000 : 20;
    }
    expect((await readMetrics(metrics))['rivulet_output_tokens_per_second']).toBe(20);
    vi.advanceTimersByTime(11_000);
    expect((await readMetrics(metrics))['rivulet_output_tokens_per_second']).toBe(0);
  });

  it('count refusals by reason and door, calls by route and status, and failures', async () => {
    const metrics = openMetrics();
    metrics.refused({ door: 'ai-sdk', reason: 'rate-limited' });
    metrics.refused({ door: 'http', reason: 'too-large', status: 413 });
    metrics.refused({ door: 'http', reason: 'too-large', status: 413 });
    metrics.answered({ method: 'GET', route: '/api/runs/:id', status: 404 });
    metrics.failed();
    expect(await readMetrics(metrics)).toMatchObject({
      'rivulet_refusals_total{reason="rate-limited",door="ai-sdk"}': 1,
      'rivulet_refusals_total{reason="too-large",door="http"}': 2,
      'rivulet_http_requests_total{method="GET",route="/api/runs/:id",status="404"}': 1,
      rivulet_failures_total: 1,
    });
  });

  it('have few labels, whatever a stranger sends', async () => {
    const metrics = openMetrics();
    for (let count = 0; count < 100; count++) {
      metrics.answered({ method: `M${count}`, route: '*', status: 404 });
      metrics.refused({ door: 'http', reason: `"${count}\n` });
    }
    const names = Object.keys(await readMetrics(metrics));
    expect(names.filter((name) => /^rivulet_(?:http_requests|refusals)_total/.test(name))).toEqual([
      'rivulet_http_requests_total{method="other",route="*",status="404"}',
      'rivulet_refusals_total{reason="other",door="http"}',
    ]);
  });

  it('keep no timer when they are closed', () => {
    const metrics = openMetrics();
    expect(vi.getTimerCount()).toBe(1);
    metrics.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('can be read twice in the same moment, where nothing was measured in between', async () => {
    const metrics = openMetrics();
    for (let count = 0; count < 3; count++) {
      expect(await readMetrics(metrics)).toHaveProperty('nodejs_eventloop_lag_mean_seconds');
    }
  });

  it('read their gauges when they are asked, of each server its own', async () => {
    const [here, there] = [openMetrics(), openMetrics()];
    let active = 0;
    here.gauge('runs_active', 'Active.', () => active);
    here.gauge('redis', 'State.', () => ({ works: 1, away: 0 }), 'state');
    there.gauge('runs_active', 'Active.', () => Promise.resolve(9));
    active = 3;
    expect(await readMetrics(here)).toMatchObject({
      rivulet_runs_active: 3,
      'rivulet_redis{state="works"}': 1,
      'rivulet_redis{state="away"}': 0,
    });
    expect(await readMetrics(there)).toMatchObject({ rivulet_runs_active: 9 });
  });

  it('tell of the process and its event loop under the usual names', async () => {
    const values = await readMetrics(openMetrics());
    expect(values['process_resident_memory_bytes']).toBeGreaterThan(1e6);
    expect(values).toHaveProperty('nodejs_eventloop_lag_p99_seconds');
  });
});

describe('the metrics as JSON', () => {
  it('say how many answers are under way and how long they took, and no name by which one could be read', async () => {
    const metrics = openMetrics();
    const progress = { id: 'a-secret-name', promptTokens: 0, outputTokens: 0 };
    metrics.runBegan(progress);
    const during = await metrics.json();
    expect(during).toMatchObject({ active_streams: 1, total_streams: 1, avg_duration: 0 });
    expect(during.current_streams).toHaveLength(1);
    expect(JSON.stringify(during.current_streams)).not.toContain('secret');
    metrics.runEnded({ ...run, id: 'a-secret-name', durationMs: 1500 });
    expect(await metrics.json()).toMatchObject({
      active_streams: 0,
      total_streams: 1,
      avg_duration: 1.5,
      current_streams: [],
      metrics: expect.arrayContaining([
        expect.objectContaining({ name: 'rivulet_runs_total' }),
      ]) as object[],
    });
  });
});
