import { at, isRecord, textAt } from '../protocol/json.ts';
import { listOf, type JsonObject } from './json-dialect.ts';

/**
 * Makes what takes the events of Anthropic's Messages out of the Claude Agent SDK's own, which servers pass on as they are: pieces
 * in `stream_event`, whole messages in `assistant` where no pieces came, results of tools in `user`, the end in `result`. All else
 * is given as it is.
 */
export function claudeAgent(): (value: JsonObject) => readonly JsonObject[] {
  let isInPieces = false;
  let blocks = 0;

  // The agent goes on until it says that it is done, whatever its messages say.
  function whole(message: JsonObject): JsonObject[] {
    const start = { ...message, content: [], stop_reason: null };
    const parts = listOf(message['content']).flatMap(blockOf);
    return [{ type: 'message_start', message: start }, ...parts];
  }

  function blockOf(block: unknown): JsonObject[] {
    const index = `agent-${blocks++}`;
    return [
      { type: 'content_block_start', index, content_block: block },
      { type: 'content_block_stop', index },
    ];
  }

  return (value) => {
    const { type, event, message } = value;
    if (type === 'stream_event' && isRecord(event)) {
      // What a subagent writes is not the answer.
      if (value['parent_tool_use_id']) return [];
      isInPieces = true;
      return [event];
    }
    if (type === 'result' && 'subtype' in value) return readResult(value);
    if (!isRecord(message) || (type !== 'assistant' && type !== 'user')) return [value];
    if (value['parent_tool_use_id']) return [];
    if (type === 'assistant') return isInPieces ? [] : whole(message);
    return listOf(at(message, 'content'))
      .filter((block) => textAt(block, 'type') === 'tool_result')
      .flatMap(blockOf);
  };
}

function readResult(value: JsonObject): JsonObject[] {
  if (value['is_error'] === true) {
    const message = textAt(value, 'result') || textAt(value, 'errors', 0);
    return [{ type: 'error', error: { message: message || textAt(value, 'subtype') } }];
  }
  const text = textAt(value, 'result');
  const delta = { stop_reason: 'end_turn' };
  return [
    { type: 'message_delta', delta, usage: value['usage'] },
    { type: 'message', content: text ? [{ type: 'text', text }] : [] },
  ];
}
