import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { AnsweredCall, Observer, Refusal, RunEnd, RunProgress } from './observer.ts';
import { StreamFigures, type StreamSums } from './stream-figures.ts';
import { TokenCount } from './token-count.ts';

/** What a gauge shows: a number, or one for each value of its label. */
export type Reading = number | Readonly<Record<string, number>>;

const secondsToWait = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];
const secondsToAnswer = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600];
const methods = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/;

/**
 * The metrics of one server, each named `rivulet_…`, beside those of its process under their usual names. Every label
 * has few values. The only file that imports prom-client; the registry is the server's own.
 */
export class Metrics implements Observer {
  readonly #registry = new Registry();
  readonly #tokens = new TokenCount();
  readonly #streams = new StreamFigures();
  readonly #timer = setInterval(() => this.#tokens.tick(), 1000).unref();
  readonly #requests = this.#counter('http_requests_total', 'Calls over HTTP.', [
    'method',
    'route',
    'status',
  ]);
  readonly #refusals = this.#counter('refusals_total', 'What was refused.', ['reason', 'door']);
  readonly #failures = this.#counter('failures_total', 'What failed unforeseen.', []);
  readonly #runs = this.#counter('runs_total', 'Answers that have ended.', ['end']);
  readonly #queue = this.#histogram(
    'queue_seconds',
    'How long questions waited for their turn.',
    secondsToWait,
  );
  readonly #firstToken = this.#histogram(
    'time_to_first_token_seconds',
    'From the question to the first model token.',
    secondsToWait,
  );
  readonly #duration = this.#histogram(
    'run_duration_seconds',
    'From the question to the end of the answer.',
    secondsToAnswer,
  );

  constructor() {
    const tokens = this.#tokens;
    this.#total('prompt_tokens_total', 'Model tokens of prompts.', () => tokens.totals().prompt);
    this.#total('output_tokens_total', 'Model tokens of answers.', () => tokens.totals().output);
    const rate = 'Model tokens of answers a second, over the last ten seconds.';
    this.gauge('output_tokens_per_second', rate, () => tokens.perSecond());
    collectDefaultMetrics({ register: this.#registry });
  }

  /** The media type of the text. */
  get contentType(): string {
    return this.#registry.contentType;
  }

  /** All metrics in Prometheus's text. */
  async text(): Promise<string> {
    const text = await this.#registry.metrics();
    // Of a time in which nothing was measured; not every reader knows it by any other spelling.
    return text.replace(/ Nan$/gm, ' NaN');
  }

  /** The streams in few numbers, and all `metrics` as objects of prom-client: name, help, type, values. */
  async json(): Promise<StreamSums & { readonly metrics: readonly object[] }> {
    return { ...this.#streams.sums, metrics: await this.#registry.getMetricsAsJSON() };
  }

  /** Adds a gauge that is read when the metrics are; `label` names what a reading of several numbers tells apart. */
  gauge(name: string, help: string, read: () => Reading | Promise<Reading>, label?: string): void {
    void new Gauge({
      name: `rivulet_${name}`,
      help,
      labelNames: label === undefined ? [] : [label],
      registers: [this.#registry],
      async collect() {
        const reading = await read();
        if (typeof reading === 'number' || label === undefined) return this.set(Number(reading));
        for (const [value, number] of Object.entries(reading)) this.set({ [label]: value }, number);
      },
    });
  }

  refused({ reason, door }: Refusal): void {
    this.#refusals.inc({ reason: /^[\w.-]{1,40}$/.test(reason) ? reason : 'other', door });
  }

  failed(): void {
    this.#failures.inc();
  }

  answered({ method, route, status }: AnsweredCall): void {
    this.#requests.inc({ method: methods.test(method) ? method : 'other', route, status });
  }

  runBegan(run: RunProgress): void {
    this.#tokens.begin(run);
    this.#streams.begin(run);
  }

  runEnded(run: RunEnd): void {
    this.#tokens.end(run);
    this.#streams.end(run);
    this.#runs.inc({ end: run.end });
    this.#queue.observe(run.queueMs / 1000);
    if (run.outputTokens > 0) this.#firstToken.observe(run.timeToFirstTokenMs / 1000);
    this.#duration.observe(run.durationMs / 1000);
  }

  /** Stops counting the seconds. */
  close(): void {
    clearInterval(this.#timer);
  }

  #counter<Label extends string>(name: string, help: string, labelNames: readonly Label[]) {
    const registers = [this.#registry];
    return new Counter({ name: `rivulet_${name}`, help, labelNames, registers });
  }

  #total(name: string, help: string, read: () => number): void {
    const counter = new Counter({
      name: `rivulet_${name}`,
      help,
      registers: [this.#registry],
      collect() {
        this.reset();
        this.inc(read());
      },
    });
    void counter;
  }

  #histogram(name: string, help: string, buckets: number[]) {
    return new Histogram({ name: `rivulet_${name}`, help, buckets, registers: [this.#registry] });
  }
}
