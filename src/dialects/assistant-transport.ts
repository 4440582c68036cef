import type { FinishReason, ProviderMetadata } from '../protocol/chat-event.ts';
import { at, isRecord, textAt, tryJson } from '../protocol/json.ts';
import { AnswerWriter } from './answer-writer.ts';
import { assistantState } from './assistant-state.ts';
import type { Dialect } from './dialect.ts';
import { failureBy, failureWords } from './failure.ts';
import { finishReasonOf } from './finish-reason.ts';
import { imageUrl } from './image-url.ts';
import { jsonDialect, listOf, type JsonObject } from './json-dialect.ts';
import { textIn } from './text-in.ts';
import { usageOf } from './usage.ts';

/**
 * assistant-ui's assistant transport: parts that are counted, and pieces that name theirs by `path`; `message-finish` or `[DONE]`
 * ends the answer. Parts may be open side by side. Source: assistant-stream 0.3.57, for JavaScript and Python.
 */
export function assistantTransport(): Dialect {
  const answer = new AnswerWriter();
  const state = assistantState(answer);
  // What each part is, by its place; whether a text or reasoning is still open.
  const parts: { type: string; isOpen: boolean }[] = [];
  // Calls whose arguments are whole, and questions about calls that are not.
  const closed = new Set<number>();
  const asked = new Map<number, unknown>();
  let finishReason: FinishReason | undefined;
  let data = 0;

  function begin(part: unknown): void {
    const type = textAt(part, 'type');
    const key = parts.length;
    parts.push({ type, isOpen: true });
    const id = String(key);
    if (type === 'text' || type === 'reasoning') {
      answer.close();
      return answer.emit({ type: `${type}-start`, id, ...signOf(part) });
    }
    if (type === 'tool-call') {
      const call = { id: textAt(part, 'toolCallId'), name: textAt(part, 'toolName') };
      return answer.tools.open(key, call);
    }
    answer.close();
    if (type === 'source') return readSource(part);
    if (type === 'file') {
      const file = imageUrl(textAt(part, 'data'), textAt(part, 'mimeType'));
      return answer.emit({ type: 'file', ...file });
    }
    const name = textAt(part, 'name') || type || 'part';
    answer.emit({ type: `data-${name}`, id, data: at(part, 'data') ?? part });
  }

  function readSource(part: unknown): void {
    const sourceId = textAt(part, 'id');
    const title = textAt(part, 'title');
    const url = textAt(part, 'url');
    if (url) answer.emit({ type: 'source-url', sourceId, url, ...(title && { title }) });
    else {
      const mediaType = textAt(part, 'mediaType') || 'text/plain';
      const filename = textAt(part, 'filename');
      const file = filename ? { filename } : {};
      answer.emit({ type: 'source-document', sourceId, mediaType, title, ...file });
    }
  }

  function readDelta(key: number, value: JsonObject): void {
    const delta = textIn(value['textDelta'] ?? value['delta']);
    const type = parts[key]?.type;
    if (type === 'tool-call') return answer.tools.append(key, delta);
    if (type === 'text' || type === 'reasoning') {
      return answer.emit({ type: `${type}-delta`, id: String(key), delta, ...signOf(value) });
    }
    // A part that did not begin.
    answer.text(delta);
  }

  function close(key: number, value?: JsonObject): void {
    const part = parts[key];
    if (!part?.isOpen) return;
    part.isOpen = false;
    if (part.type === 'tool-call') closeCall(key);
    else if (part.type === 'text' || part.type === 'reasoning') {
      answer.emit({ type: `${part.type}-end`, id: String(key), ...signOf(value) });
    }
  }

  function readResult(key: number, value: JsonObject): void {
    const { result, isError, isPreliminary, artifact } = value;
    if (isError === true) answer.tools.fail(key, failureWords(result) || JSON.stringify(result));
    else answer.tools.output(key, result, isPreliminary === true);
    if (artifact === undefined) return;
    const toolCallId = answer.tools.idOf(key);
    answer.emit({ type: 'data-artifact', id: String(key), data: { toolCallId, artifact } });
  }

  function closeCall(key: number): void {
    answer.tools.close(key);
    closed.add(key);
    const approval = asked.get(key);
    asked.delete(key);
    if (approval !== undefined) readApproval(key, approval);
  }

  function readApproval(key: number, approval: unknown): void {
    const approvalId = textAt(approval, 'id');
    const approved = at(approval, 'approved');
    if (typeof approved === 'boolean') {
      return answer.emit({ type: 'tool-approval-response', approvalId, approved });
    }
    const approvalDescriptor = at(approval, 'descriptor');
    const reason = textAt(approval, 'requestReason') || textAt(approval, 'prompt');
    answer.tools.ask(key, {
      approvalId,
      ...(approvalDescriptor !== undefined && { approvalDescriptor }),
      ...(reason && { reason }),
    });
  }

  function readFinish(value: JsonObject): void {
    finishReason = finishReasonOf(value['finishReason']) ?? 'stop';
    if (isRecord(value['usage'])) answer.metadata(usageOf(value['usage']));
  }

  function end(): void {
    for (const key of parts.keys()) close(key);
    answer.finish(finishReason ?? (answer.tools.isAsking ? 'tool-calls' : 'stop'));
  }

  function read(value: JsonObject): void {
    const key = Number(at(value, 'path', 0) ?? parts.length - 1);
    switch (value['type']) {
      case 'step-start':
        answer.start(value['messageId']);
        return answer.emit({ type: 'start-step' });
      case 'step-finish':
        readFinish(value);
        return answer.emit({ type: 'finish-step' });
      case 'part-start':
        return begin(value['part']);
      case 'text-delta':
        return readDelta(key, value);
      case 'part-finish':
        return close(key, value);
      case 'tool-call-args-text-finish':
        return closeCall(key);
      case 'tool-call-approval':
        // Its arguments may still be on their way.
        asked.set(key, value['approval']);
        return closed.has(key) ? closeCall(key) : undefined;
      case 'result':
        return readResult(key, value);
      case 'data':
      case 'annotations':
        return readData(value);
      case 'update-state':
        return state.change(value['operations']);
      case 'message-finish':
        readFinish(value);
        return end();
      default:
        return answer.emit({ type: 'data-status', data: value, transient: true });
    }
  }

  function readData(value: JsonObject): void {
    const isData = value['type'] === 'data';
    for (const item of listOf(value[isData ? 'data' : 'annotations'])) {
      const type = isData ? 'data-data' : 'data-annotation';
      answer.emit({ type, id: String(data++), data: item });
    }
  }

  const dialect = jsonDialect(answer, { read, done: end, end: () => finishReason && end() });
  return {
    push(frame) {
      const warning = answer.isEnded ? undefined : warningIn(frame.data);
      if (warning === undefined) return dialect.push(frame);
      answer.emit({ type: 'data-notice', data: { message: warning }, transient: true });
      return answer.take();
    },
    end: (isWhole) => dialect.end(isWhole),
  };
}

function signOf(value: unknown): { providerMetadata?: ProviderMetadata } {
  const providerMetadata = at(value, 'providerMetadata');
  return isRecord(providerMetadata) ? { providerMetadata: providerMetadata } : {};
}

// Errors say how bad they are; those of these kinds end nothing.
function warningIn(data: string): string | undefined {
  const value = data.includes('"severity"') ? tryJson(data) : undefined;
  const isMild = /^(?:warning|info)$/.test(textAt(value, 'severity'));
  return isMild && textAt(value, 'type') === 'error' ? failureBy(value).errorText : undefined;
}
