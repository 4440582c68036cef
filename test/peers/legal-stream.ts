import type { ChatEvent, ProviderMetadata } from '../../src/protocol/chat-event.ts';

/** How an answer ends. */
export type StreamEnd = 'finish' | 'abort' | 'error';

/** What a stream may hold. */
export interface LegalStreamOptions {
  readonly seed: number;
  /** Whether the events that version 7 of the AI SDK brought may come. */
  readonly isSeven: boolean;
}

/** A stream as a server of the AI SDK may write it, the same for each seed. */
export function legalStream({ seed, isSeven }: LegalStreamOptions): ChatEvent[] {
  let state = seed;
  let count = 0;
  /** The calls of the present step, and those of which something comes in it. */
  let taken = new Set<string>();
  const events: ChatEvent[] = [];
  const end = pick<StreamEnd>(['finish', 'finish', 'abort', 'error']);
  /** What came of calls of the step before. */
  let late: ChatEvent[][] = [];
  emit({ type: 'start', messageId: 'm1', ...(chance() && { messageMetadata: metadata() }) });
  const steps = 1 + below(3);
  for (let step = 0; step < steps; step += 1) writeStep(step === steps - 1);
  // The reader of the AI SDK shows what the last event that changes something has left.
  emit({ type: 'message-metadata', messageMetadata: metadata() });
  if (end === 'abort') emit({ type: 'abort', ...(chance() && { reason: 'enough' }) });
  else if (end === 'error') emit({ type: 'error', errorText: 'The model failed.' });
  else emit({ type: 'finish', finishReason: 'stop', messageMetadata: metadata() });
  return events;

  function writeStep(isLast: boolean): void {
    if (isSeven && events.length > 1 && chance()) emit(steering());
    emit({ type: 'start-step' });
    const results = late;
    late = [];
    taken = new Set(
      results.map(([event]) => (event && 'toolCallId' in event ? event.toolCallId : '')),
    );
    merge([...results, ...list(5, () => thread(isLast))]);
    if (isSeven && chance(0.2)) {
      emit({ type: 'reset-step' });
      // What came of calls of the step before is gone too, as the AI SDK has it; what is to come of this one is not.
      late = [];
      merge(list(3, () => thread(isLast)));
    }
    emit({ type: 'finish-step' });
  }

  function thread(isLast: boolean): ChatEvent[] {
    const makers = [text, () => call(isLast), () => call(isLast), file, source, data, meta];
    if (isSeven) makers.push(special);
    return pick(makers)();
  }

  function text(): ChatEvent[] {
    const kind = pick(['text', 'reasoning'] as const);
    const id = name(kind);
    const deltas = list(3, (): ChatEvent => {
      return { type: `${kind}-delta`, id, delta: pick(['', 'some ', 'words ']), ...provider() };
    });
    return [
      { type: `${kind}-start`, id, ...provider() },
      ...deltas,
      {
        type: `${kind}-end`,
        id,
        ...provider(),
        ...(isSeven && kind === 'text' && chance(0.2) && { citations: [{ type: 'url' }] }),
      },
    ];
  }

  function call(isLast: boolean): ChatEvent[] {
    const toolCallId = chance(0.3) ? 'call_0' : name('call');
    // An id comes again in another step only.
    if (taken.has(toolCallId)) return [];
    taken.add(toolCallId);
    const isDynamic = chance(0.3);
    const isHosted = chance(0.3);
    const facts = {
      toolCallId,
      toolName: pick(['weather', 'search']),
      ...(isDynamic && { dynamic: true }),
      ...(isHosted && { providerExecuted: true }),
    };
    const title = chance(0.3) ? { title: name('title') } : {};
    const begun: ChatEvent[] = [];
    const isText = chance(0.2);
    const input = isText ? 'q' : { q: 'x' };
    if (chance(0.6)) {
      const encoding = isText ? { inputEncoding: 'text' as const } : {};
      begun.push({ type: 'tool-input-start', ...facts, ...encoding, ...title, ...facet() });
      const pieces = isText ? ['q'] : ['{"q"', ':"x"}'];
      for (const inputTextDelta of pieces) {
        begun.push({ type: 'tool-input-delta', toolCallId, inputTextDelta });
      }
    }
    if (chance(0.15)) {
      const errorText = 'That is no input.';
      return [
        ...begun,
        { type: 'tool-input-error', ...facts, input, errorText, ...title, ...facet() },
      ];
    }
    begun.push({ type: 'tool-input-available', ...facts, input, ...title, ...facet() });
    const isOpen = end === 'finish' && isLast;
    if (isSeven && chance(0.3)) return [...begun, ...approval(toolCallId)];
    // In version 6 the answer to a question comes with the next request.
    if (!isSeven && isOpen && chance(0.3))
      return [...begun, question(toolCallId, name('approval'))];
    // What has no result waits for the page, after a whole answer alone.
    if (isOpen && chance(0.3)) return begun;
    const results = result(toolCallId, isHosted, isDynamic);
    if (isLast || chance(0.7)) return [...begun, ...results];
    late.push(results);
    return begun;
  }

  function approval(toolCallId: string): ChatEvent[] {
    const approvalId = name('approval');
    const approved = chance();
    const asked: ChatEvent[] = [
      question(toolCallId, approvalId),
      {
        type: 'tool-approval-response',
        approvalId,
        approved,
        ...(chance() && { reason: 'It is the user who pays.' }),
        ...(chance(0.3) && { providerExecuted: true }),
        ...provider(),
      },
    ];
    if (approved) return [...asked, ...result(toolCallId, false, false)];
    return [...asked, { type: 'tool-output-denied', toolCallId }];
  }

  function question(toolCallId: string, approvalId: string): ChatEvent {
    return {
      type: 'tool-approval-request',
      toolCallId,
      approvalId,
      ...(isSeven && chance() && { reason: 'It costs something.' }),
      ...(isSeven && chance() && { isAutomatic: true }),
      ...(chance() && { approvalDescriptor: { level: 1 } }),
      ...(chance() && { inputSchemaInput: { q: 'X' } }),
      ...(chance() && { signature: name('seal') }),
    };
  }

  function result(toolCallId: string, isHosted: boolean, isDynamic: boolean): ChatEvent[] {
    const facts = {
      toolCallId,
      ...(isHosted && chance() && { providerExecuted: true }),
      ...(isDynamic && chance() && { dynamic: true }),
    };
    const drafts = list(2, (): ChatEvent => {
      return {
        type: 'tool-output-available',
        ...facts,
        output: 'so far',
        preliminary: true,
        ...facet(),
      };
    });
    const last: ChatEvent = chance(0.7)
      ? { type: 'tool-output-available', ...facts, output: { temperature: 7 }, ...facet() }
      : { type: 'tool-output-error', ...facts, errorText: 'It broke.', ...facet() };
    return [...drafts, last];
  }

  function file(): ChatEvent[] {
    const facts = { url: 'https://example.com/a.png', mediaType: 'image/png', ...provider() };
    return [{ type: isSeven && chance() ? 'reasoning-file' : 'file', ...facts }];
  }

  function source(): ChatEvent[] {
    const sourceId = name('source');
    if (chance())
      return [{ type: 'source-url', sourceId, url: 'https://example.com', ...provider() }];
    return [
      { type: 'source-document', sourceId, mediaType: 'text/plain', title: 'T', ...provider() },
    ];
  }

  function data(): ChatEvent[] {
    const id = chance() ? { id: pick(['d1', 'd2']) } : {};
    return [
      { type: 'data-progress', ...id, data: below(9), ...(chance(0.2) && { transient: true }) },
    ];
  }

  function meta(): ChatEvent[] {
    return [{ type: 'message-metadata', messageMetadata: metadata() }];
  }

  function special(): ChatEvent[] {
    return [{ type: 'custom', kind: 'anthropic.compaction', ...provider() }];
  }

  function steering(): ChatEvent {
    return {
      type: 'steering-message',
      id: name('s'),
      parts: [
        { type: 'text', text: 'In French, please.', ...provider() },
        { type: 'file', url: 'https://example.com/b.png', mediaType: 'image/png' },
      ],
    };
  }

  /** What both ends of a call may say. */
  function facet(): object {
    return { ...provider(), ...(chance(0.3) && { toolMetadata: { server: name('mcp') } }) };
  }

  function provider(): { providerMetadata?: ProviderMetadata } {
    if (chance()) return {};
    return {
      providerMetadata: { [pick(['google', 'anthropic', 'openai'])]: { signature: name('sig') } },
    };
  }

  function metadata(): Record<string, unknown> {
    return {
      [pick(['a', 'b'])]: below(9),
      usage: { [pick(['x', 'y'])]: below(9), list: [below(9)] },
    };
  }

  function emit(event: ChatEvent): void {
    events.push(event);
  }

  /** Writes threads at once: each in its own order. */
  function merge(threads: ChatEvent[][]): void {
    const open = threads.filter(({ length }) => length > 0);
    while (open.length > 0) {
      const at = below(open.length);
      const next = open[at]?.shift();
      if (next) emit(next);
      if (open[at]?.length === 0) open.splice(at, 1);
    }
  }

  function name(kind: string): string {
    count += 1;
    return `${kind}-${count}`;
  }

  function list<Item>(most: number, make: () => Item): Item[] {
    return Array.from({ length: below(most + 1) }, make);
  }

  function pick<Item>(items: readonly Item[]): Item {
    return items[below(items.length)] as Item;
  }

  function chance(share = 0.5): boolean {
    return random() < share;
  }

  function below(bound: number): number {
    return Math.floor(random() * bound);
  }

  // Mulberry32.
  function random(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}
