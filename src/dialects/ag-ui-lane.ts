import { at, isRecord, textAt } from '../protocol/json.ts';
import { agUiActivities } from './ag-ui-documents.ts';
import type { AgUiWriter } from './ag-ui-writer.ts';
import { listOf, type JsonObject } from './json-dialect.ts';
import { outputIn } from './output-in.ts';
import { textIn } from './text-in.ts';

/** Reads the events that one agent of a run produced: the parent, or a subagent. */
export interface AgUiLane {
  readonly answer: AgUiWriter;
  /** Reads an event that belongs to a message, a call or a step. */
  readonly read: (value: JsonObject) => void;
  /** Reads what a snapshot of the messages says of one of them; adds what is missing and repeats nothing. */
  readonly readMessage: (message: unknown) => void;
  /** Whether a message, a call or an activity of this id is this agent's. */
  readonly knows: (id: string) => boolean;
  /** Whether there is a message or call that an event without an id goes on with. */
  readonly goesOn: (type: string) => boolean;
  /** Whether a text of this agent holds these words. */
  readonly hasSaid: (words: string) => boolean;
}

/** Makes the reader of one agent's events. */
export function agUiLane(answer: AgUiWriter): AgUiLane {
  // What each message has said; a chunk may leave out the id of the message or call that it continues.
  const said = { text: new Map<string, string>(), reasoning: new Map<string, string>() };
  const last = { text: '', reasoning: '', tool: '' };
  // Messages of others than the assistant.
  const others = new Set<string>();
  const activities = agUiActivities(answer);
  const answered = new Set<string>();
  const groups = new Set<string>();
  const seen = new Set<string>();

  function write(kind: 'text' | 'reasoning', id: string, delta: string): void {
    if (!delta) return;
    said[kind].set(id, (said[kind].get(id) ?? '') + delta);
    answer[kind](delta, { id: id || undefined });
  }

  function readText(value: JsonObject): void {
    const { role } = value;
    const id = textAt(value, 'messageId') || last.text;
    last.text = id;
    seen.add(id);
    if (value['type'] === 'TEXT_MESSAGE_START') answer.begin('text', id);
    if (role === 'assistant') others.delete(id);
    else if (typeof role === 'string') others.add(id);
    if (!others.has(id)) write('text', id, textIn(value['delta']));
  }

  function endText(value: JsonObject): void {
    const id = textAt(value, 'messageId') || last.text;
    if (!others.delete(id)) answer.endMessage('text', id);
    last.text = '';
  }

  function readReasoning(value: JsonObject): void {
    const id = textAt(value, 'messageId') || last.reasoning;
    last.reasoning = id;
    seen.add(id);
    if (value['type'] === 'REASONING_MESSAGE_START') answer.begin('reasoning', id);
    write('reasoning', id, textIn(value['delta']));
  }

  // The provider's seal on a thought comes after its words, and before the end of all of it.
  function endReasoning(value: JsonObject): void {
    const id = textAt(value, 'messageId') || last.reasoning;
    if (groups.has(id)) answer.fade('reasoning', id);
    else answer.endMessage('reasoning', id);
    last.reasoning = '';
  }

  // TanStack AI's older servers think in steps; newer ones send the same as reasoning too.
  function readStep(value: JsonObject): void {
    const delta = textAt(value, 'delta');
    const isThought = 'delta' in value || 'stepType' in value;
    const hasReasoning = [...said.reasoning.keys()].some((id) => !id.startsWith('step '));
    if (delta && !hasReasoning) write('reasoning', `step ${textAt(value, 'stepId')}`, delta);
    if (isThought) return;
    answer.close();
    const isStart = value['type'] === 'STEP_STARTED';
    answer.emit({ type: isStart ? 'start-step' : 'finish-step' });
    const data = { name: textAt(value, 'stepName'), status: isStart ? 'started' : 'finished' };
    if (data.name) answer.emit({ type: 'data-step', data, transient: true });
  }

  function readTool(value: JsonObject): void {
    last.tool = textAt(value, 'toolCallId') || last.tool;
    const name = textAt(value, 'toolCallName') || textAt(value, 'toolName');
    if (name) answer.tools.open(last.tool, { id: last.tool, name });
    answer.tools.append(last.tool, textAt(value, 'delta'));
  }

  function endTool(value: JsonObject): void {
    readTool({ ...value, delta: undefined });
    answer.tools.close(last.tool, value['input']);
    if (value['result'] !== undefined) readResult({ ...value, content: value['result'] });
  }

  function readResult(value: JsonObject): void {
    const id = textAt(value, 'toolCallId') || last.tool;
    answered.add(id);
    const failure = textAt(value, 'error');
    if (failure) answer.tools.fail(id, failure);
    else answer.tools.output(id, outputIn(value['content']));
  }

  function readCustom(name: string, value: unknown): void {
    if (name === 'run.accepted') return;
    const id = textAt(value, 'toolCallId');
    if (!id) return answer.emit({ type: `data-${name}`, data: value });
    answer.tools.open(id, { id, name: textAt(value, 'toolName') });
    answer.tools.close(id, at(value, 'input'));
    if (name !== 'approval-requested') return;
    answer.tools.ask(id, { approvalId: textAt(value, 'approval', 'id') || id });
  }

  function keepSeal(value: JsonObject): void {
    const { subtype, entityId, encryptedValue } = value;
    const id = textAt(value, 'entityId');
    if (subtype === 'tool-call' && answer.tools.seal(id, { 'ag-ui': { encryptedValue } })) return;
    answer.keep(id, { 'ag-ui': { subtype, entityId, encryptedValue } });
  }

  function readMessage(message: unknown): void {
    const id = textAt(message, 'id');
    const seal = textAt(message, 'encryptedValue');
    switch (at(message, 'role')) {
      case 'assistant':
        addWhole('text', id, textIn(at(message, 'content')));
        for (const call of listOf(at(message, 'toolCalls'))) readCall(call);
        break;
      case 'reasoning':
        addWhole('reasoning', id, textIn(at(message, 'content')));
        break;
      case 'tool':
        if (isRecord(message) && !answered.has(textAt(message, 'toolCallId'))) readResult(message);
        return;
      case 'activity':
        if (isRecord(message)) activities.show({ ...message, messageId: id });
        return;
      default:
        return;
    }
    if (seal) keepSeal({ subtype: 'message', entityId: id, encryptedValue: seal });
  }

  function addWhole(kind: 'text' | 'reasoning', id: string, whole: string): void {
    const before = said[kind].get(id) ?? '';
    const isKnown = before === '' && hasSaid(whole, kind);
    if (whole.startsWith(before) && !isKnown) write(kind, id, whole.slice(before.length));
  }

  function hasSaid(words: string, kind: 'text' | 'reasoning' = 'text'): boolean {
    return [...said[kind].values()].some((text) => text.includes(words));
  }

  function readCall(call: unknown): void {
    const id = textAt(call, 'id');
    if (answer.tools.has(id)) return;
    answer.tools.open(id, { id, name: textAt(call, 'function', 'name') });
    const encryptedValue = textAt(call, 'encryptedValue');
    if (encryptedValue) answer.tools.seal(id, { 'ag-ui': { encryptedValue } });
    answer.tools.close(id, at(call, 'function', 'arguments'));
  }

  function read(value: JsonObject): void {
    switch (value['type']) {
      case 'TOOL_CALL_START':
      case 'TOOL_CALL_ARGS':
      case 'TOOL_CALL_CHUNK':
        return readTool(value);
      case 'TOOL_CALL_END':
        return endTool(value);
      case 'TOOL_CALL_RESULT':
        return readResult(value);
      case 'STEP_STARTED':
      case 'STEP_FINISHED':
        return readStep(value);
      case 'ACTIVITY_SNAPSHOT':
        return activities.show(value);
      case 'ACTIVITY_DELTA':
        return activities.change(value);
      case 'CUSTOM':
        return readCustom(textAt(value, 'name'), value['value'] ?? value['data']);
      case 'RAW':
        return answer.emit({ type: 'data-raw', data: rawOf(value), transient: true });
      default:
        return readWords(value);
    }
  }

  function readWords(value: JsonObject): void {
    switch (value['type']) {
      case 'TEXT_MESSAGE_START':
      case 'TEXT_MESSAGE_CONTENT':
      case 'TEXT_MESSAGE_CHUNK':
        return readText(value);
      case 'TEXT_MESSAGE_END':
        return endText(value);
      case 'REASONING_START':
        return void groups.add(textAt(value, 'messageId'));
      case 'REASONING_MESSAGE_START':
      case 'REASONING_MESSAGE_CONTENT':
      case 'REASONING_MESSAGE_CHUNK':
      case 'THINKING_TEXT_MESSAGE_CONTENT':
        return readReasoning(value);
      case 'REASONING_MESSAGE_END':
      case 'THINKING_TEXT_MESSAGE_END':
        return endReasoning(value);
      case 'REASONING_END':
        return answer.endMessage('reasoning', textAt(value, 'messageId'));
      case 'REASONING_ENCRYPTED_VALUE':
        return keepSeal(value);
      default:
        return undefined;
    }
  }

  const knows = (id: string): boolean => seen.has(id) || answer.tools.has(id) || activities.has(id);
  const goesOn = (type: string): boolean =>
    (type.startsWith('TEXT') ? last.text : type.startsWith('TOOL') ? last.tool : last.reasoning) !==
    '';

  return { answer, read, readMessage, knows, goesOn, hasSaid };
}

function rawOf({ event, source }: JsonObject): JsonObject {
  return { event, ...(source !== undefined && { source }) };
}
