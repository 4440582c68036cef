// @vitest-environment node
import * as api from '@opentelemetry/api';
import { afterEach, describe, expect, it } from 'vitest';
import { ScriptedEngine } from '../../../demo-server/engine/scripted-engine.ts';
import { openTraces } from '../../../demo-server/server/trace-observer.ts';
import { ChatError } from '../../../src/protocol/index.ts';

interface Recorded {
  readonly name: string;
  readonly kind: api.SpanKind | undefined;
  readonly attributes: Record<string, unknown>;
  status?: api.SpanStatus;
  isEnded: boolean;
}

const spans: Recorded[] = [];
afterEach(() => {
  spans.length = 0;
  api.trace.disable();
});

const startSpan: api.Tracer['startSpan'] = (name, { kind, attributes } = {}) => {
  const kept: Recorded = { name, kind, attributes: { ...attributes }, isEnded: false };
  spans.push(kept);
  const span = api.trace.wrapSpanContext(api.INVALID_SPAN_CONTEXT);
  return Object.assign(span, {
    setAttribute(key: string, value: unknown) {
      kept.attributes[key] = value;
      return span;
    },
    setAttributes(more: object) {
      Object.assign(kept.attributes, more);
      return span;
    },
    setStatus(status: api.SpanStatus) {
      kept.status = status;
      return span;
    },
    end: () => void (kept.isEnded = true),
  });
};

/** An SDK in so far as the observer needs one: it keeps what is written. */
function register(): void {
  const tracer = { startSpan } as api.Tracer;
  api.trace.setGlobalTracerProvider({ getTracer: () => tracer });
}

const run = { id: 'run-1', promptTokens: 7, outputTokens: 0 };
const end = {
  ...run,
  owner: 'who',
  end: 'complete',
  outputTokens: 3,
  queueMs: 5,
  timeToFirstTokenMs: 250,
  durationMs: 900,
} as const;

async function observe() {
  register();
  const { info } = new ScriptedEngine();
  const traces = await openTraces(() => info);
  if (!traces) throw new Error('The package is installed here.');
  return traces;
}

describe('the traces of a server', () => {
  it('hold a span for each answer: model, model tokens, first word and end', async () => {
    const traces = await observe();
    traces.runBegan(run);
    expect(spans[0]?.isEnded).toBe(false);
    traces.runEnded(end);
    expect(spans).toMatchObject([
      {
        name: 'chat Scripted answers',
        kind: api.SpanKind.INTERNAL,
        isEnded: true,
        attributes: {
          'gen_ai.operation.name': 'chat',
          'gen_ai.request.model': 'Scripted answers',
          'gen_ai.usage.input_tokens': 7,
          'gen_ai.usage.output_tokens': 3,
          'gen_ai.response.time_to_first_chunk': 0.25,
          'gen_ai.response.finish_reasons': ['complete'],
        },
      },
    ]);
    expect(JSON.stringify(spans)).not.toContain('who');
  });

  it('say what an answer failed of by its code, and not in words', async () => {
    const traces = await observe();
    traces.runBegan(run);
    traces.runEnded({ ...end, end: 'error', error: new ChatError('overloaded', 'my password') });
    expect(spans[0]).toMatchObject({
      isEnded: true,
      attributes: { 'error.type': 'overloaded' },
      status: { code: api.SpanStatusCode.ERROR, message: 'overloaded' },
    });
    expect(JSON.stringify(spans)).not.toContain('password');
  });
});
