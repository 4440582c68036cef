import { at, isRecord, textAt } from '../protocol/json.ts';
import { AnswerWriter } from './answer-writer.ts';
import type { Dialect } from './dialect.ts';
import { jsonDialect, keyAt, listOf, type JsonObject } from './json-dialect.ts';
import { textIn } from './text-in.ts';

/**
 * Snowflake's Cortex Agents, whose events go by their names; what they bring in pieces comes once more as a whole. `response`
 * or `[DONE]` ends the answer. Source: docs.snowflake.com, Cortex Agents Run API.
 */
export function snowflake(): Dialect {
  const answer = new AnswerWriter();
  const seen = new Set<string>();
  let isOver = false;

  function write(kind: 'text' | 'reasoning', value: JsonObject): void {
    const id = keyAt(value, 'content_index');
    seen.add(id);
    answer[kind](textIn(value['text']), { id });
  }

  function writeWhole(kind: 'text' | 'reasoning', value: JsonObject): void {
    if (!seen.has(keyAt(value, 'content_index'))) write(kind, value);
    answer.close();
  }

  function readCitation(note: unknown): void {
    const id = textAt(note, 'doc_id');
    const title = textAt(note, 'doc_title');
    if (/^https?:/.test(id)) answer.source(id, title);
    else answer.document(id, title);
  }

  function readCall(value: JsonObject): void {
    const id = textAt(value, 'tool_use_id');
    const isHosted = value['client_side_execute'] !== true;
    answer.tools.open(id, { id, name: textAt(value, 'name'), isHosted });
    answer.tools.close(id, value['input']);
  }

  function readResult(value: JsonObject): void {
    const id = textAt(value, 'tool_use_id');
    const pieces = listOf(value['content']).map((piece) => at(piece, 'json') ?? at(piece, 'text'));
    const output = pieces.length > 1 ? pieces : pieces[0];
    if (value['status'] !== 'error') answer.tools.output(id, output ?? null);
    else answer.tools.fail(id, textIn(at(output, 'message') ?? output) || 'The tool failed.');
  }

  // The whole answer once more, which adds what has not come.
  function readWhole(value: JsonObject): void {
    isOver = true;
    for (const [index, item] of listOf(value['content']).entries()) {
      if (!isRecord(item)) continue;
      const type = textAt(item, 'type');
      const inner = isRecord(item[type]) ? item[type] : { text: item['text'] };
      const whole: JsonObject = { content_index: index, ...inner };
      if (type === 'text' && !answer.hasSaid(textIn(whole['text']))) writeWhole('text', whole);
      else if (type === 'thinking' && answer.isEmpty) writeWhole('reasoning', whole);
      else if (type === 'tool_use' && !answer.tools.has(textAt(inner, 'tool_use_id')))
        readCall(inner);
    }
  }

  function read(value: JsonObject, event: string): void {
    switch (event) {
      case 'response.thinking.delta':
        return write('reasoning', value);
      case 'response.thinking':
        return writeWhole('reasoning', value);
      case 'response.text.delta':
        return write('text', value);
      case 'response.text':
        return writeWhole('text', value);
      case 'response.text.annotation':
        return readCitation(value['annotation'] ?? value);
      case 'response.tool_use':
        return readCall(value);
      case 'response.tool_result':
        return readResult(value);
      case 'response.table':
      case 'response.chart':
        return answer.emit({ type: `data-${event.slice('response.'.length)}`, data: value });
      case 'response':
        return readWhole(value);
      default:
        return answer.emit({ type: 'data-status', data: { event, ...value }, transient: true });
    }
  }

  function end(): void {
    answer.finish(answer.tools.isAsking ? 'tool-calls' : 'stop');
  }

  return jsonDialect(answer, { read, done: end, end: () => isOver && end() });
}
