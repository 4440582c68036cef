import { at, isRecord, textAt, tryJson } from '../protocol/json.ts';
import { AnswerWriter } from './answer-writer.ts';
import type { Dialect, DialectOptions } from './dialect.ts';
import { failureBy } from './failure.ts';
import { jsonDialect, listOf, type JsonObject } from './json-dialect.ts';
import { textIn } from './text-in.ts';
import { usageOf } from './usage.ts';

/**
 * Dify's chats, agents, chatflows and workflows. `message_end` ends a chat, the end of the stream after `workflow_finished` a
 * workflow. The conversation's id is in the message's metadata, as `conversationId`. Source: docs.dify.ai, API of apps.
 */
export function dify({ reasoning = 'tags', reasoningTags }: DialectOptions = {}): Dialect {
  const answer = new AnswerWriter(reasoning, reasoningTags);
  let isOver = false;

  function readThought(value: JsonObject): void {
    const tool = textAt(value, 'tool');
    const id = textAt(value, 'id');
    if (!tool || !id) return;
    answer.tools.open(id, { id, name: tool, isHosted: true });
    const input = value['tool_input'];
    if (input)
      answer.tools.close(id, typeof input === 'string' ? (tryJson(input) ?? { input }) : input);
    const observation = textAt(value, 'observation');
    if (observation) answer.tools.output(id, tryJson(observation) ?? observation);
  }

  function readFile(value: JsonObject): void {
    const url = textAt(value, 'url');
    const mediaType = value['type'] === 'image' ? 'image/*' : 'application/octet-stream';
    if (!url || value['belongs_to'] === 'user') return;
    answer.close();
    answer.emit({ type: 'file', url, mediaType });
  }

  function readEnd(metadata: unknown): void {
    answer.metadata(usageOf(at(metadata, 'usage')));
    for (const source of listOf(at(metadata, 'retriever_resources'))) {
      answer.document(textAt(source, 'segment_id'), textAt(source, 'document_name'));
    }
    answer.finish('stop');
  }

  function readWorkflow(data: unknown): void {
    const status = textAt(data, 'status');
    if (status === 'stopped') return answer.abort();
    if (status === 'failed') return answer.fail(failureBy(at(data, 'error')));
    isOver = true;
    const outputs = at(data, 'outputs');
    const texts = isRecord(outputs)
      ? Object.values(outputs).filter((one) => typeof one === 'string')
      : [];
    // A workflow that streams no text gives it at its end.
    if (texts.length === 1 && answer.isEmpty) answer.text(texts[0] ?? '');
    else if (answer.isEmpty && isRecord(outputs))
      answer.emit({ type: 'data-outputs', data: outputs });
  }

  return jsonDialect(answer, {
    read(value, name) {
      const event = textAt(value, 'event') || name;
      const conversationId = textAt(value, 'conversation_id');
      if (conversationId) answer.metadata({ conversationId });
      answer.start(value['message_id']);
      switch (event) {
        case 'message':
        case 'agent_message':
          return answer.text(textIn(value['answer']));
        case 'text_chunk':
          return answer.text(textIn(at(value, 'data', 'text')));
        case 'message_replace':
          answer.reset();
          return answer.text(textIn(value['answer']));
        case 'agent_thought':
          return readThought(value);
        case 'message_file':
          return readFile(value);
        case 'message_end':
          return readEnd(value['metadata']);
        case 'workflow_finished':
          return readWorkflow(value['data']);
        case 'error':
          return answer.fail(failureBy(value));
        default:
          return undefined;
      }
    },
    done: () => answer.finish('stop'),
    end: (isWhole) => (isOver || (isWhole && !answer.isEmpty)) && answer.finish('stop'),
  });
}
