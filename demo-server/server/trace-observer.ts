import type { Span, Tracer } from '@opentelemetry/api';
import { ChatError } from 'rivulet/protocol';
import type { EngineInfo } from '../engine/engine.ts';
import type { Observer, RunEnd, RunProgress } from './observer.ts';

type OpenTelemetry = typeof import('@opentelemetry/api');

/**
 * Writes each answer as a span of OpenTelemetry, with the names of its conventions for generative AI (`gen_ai.*`) and no text of a
 * message. Whoever starts the server registers the SDK that takes the spans.
 */
export class TraceObserver implements Observer {
  readonly #api: OpenTelemetry;
  readonly #tracer: Tracer;
  readonly #info: () => EngineInfo | undefined;
  readonly #spans = new Map<string, Span>();

  /** @param info What answers; undefined as long as nothing does. */
  constructor(api: OpenTelemetry, info: () => EngineInfo | undefined) {
    this.#api = api;
    this.#tracer = api.trace.getTracer('rivulet');
    this.#info = info;
  }

  refused(): void {}

  failed(): void {}

  answered(): void {}

  runBegan({ id }: RunProgress): void {
    const { name = 'unknown', engine } = this.#info() ?? {};
    const { CLIENT, INTERNAL } = this.#api.SpanKind;
    const span = this.#tracer.startSpan(`chat ${name}`, {
      kind: engine === 'upstream' ? CLIENT : INTERNAL,
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': engine === 'upstream' ? 'upstream' : 'rivulet',
        'gen_ai.request.model': name,
        'gen_ai.response.id': id,
      },
    });
    this.#spans.set(id, span);
  }

  runEnded(run: RunEnd): void {
    const span = this.#spans.get(run.id);
    if (!span) return;
    this.#spans.delete(run.id);
    span.setAttributes({
      'gen_ai.usage.input_tokens': run.promptTokens,
      'gen_ai.usage.output_tokens': run.outputTokens,
      'gen_ai.response.finish_reasons': [run.end],
      'rivulet.queue_ms': run.queueMs,
      ...(run.outputTokens > 0 && {
        'gen_ai.response.time_to_first_chunk': run.timeToFirstTokenMs / 1000,
      }),
    });
    if (run.end === 'error') this.#fail(span, run.error);
    span.end();
  }

  #fail(span: Span, error: unknown): void {
    const type = error instanceof ChatError ? error.code : '_OTHER';
    span.setAttribute('error.type', type);
    // The words of an error may be a reader's; the log, which hides secrets, has them.
    span.setStatus({ code: this.#api.SpanStatusCode.ERROR, message: type });
  }
}

/** Opens the observer where `@opentelemetry/api` is installed; undefined, and nothing is loaded, where it is not. */
export async function openTraces(
  info: () => EngineInfo | undefined,
): Promise<TraceObserver | undefined> {
  try {
    return new TraceObserver(await import('@opentelemetry/api'), info);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}
