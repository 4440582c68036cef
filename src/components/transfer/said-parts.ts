import { toolName, type ChatMessage, type MessagePart } from '../../protocol/chat-message.ts';
import { isSubagentPart } from '../../protocol/subagent.ts';
import type { ChatLabels } from '../labels/chat-labels.ts';

/** A part of a message as it is written down. */
export type SaidPart =
  | { readonly type: 'text'; readonly text: string }
  /** Folded under a heading: thoughts, the work of a subagent, what the user said meanwhile. */
  | { readonly type: 'section'; readonly heading: string; readonly parts: readonly SaidPart[] }
  | { readonly type: 'code'; readonly text: string; readonly language: string }
  | {
      readonly type: 'file';
      readonly name: string;
      readonly url: string;
      readonly mediaType: string;
    }
  | { readonly type: 'source'; readonly title: string; readonly url?: string | undefined };

/** What a message says, in order; `hasReasoning` also what its model thought. */
export function saidParts(
  { parts }: Pick<ChatMessage, 'parts'>,
  texts: ChatLabels,
  hasReasoning: boolean,
): readonly SaidPart[] {
  return parts.flatMap((part) => said(part, texts, hasReasoning));
}

function said(part: MessagePart, texts: ChatLabels, hasReasoning: boolean): readonly SaidPart[] {
  switch (part.type) {
    case 'text':
      return part.text ? [{ type: 'text', text: part.text }] : [];
    case 'reasoning':
      return hasReasoning && part.text
        ? [section(texts.thoughts(), [{ type: 'text', text: part.text }])]
        : [];
    case 'file': {
      const { filename: name = texts.attachment, url, mediaType } = part;
      return [{ type: 'file', name, url, mediaType }];
    }
    case 'source-url':
      return [{ type: 'source', title: part.title ?? part.url, url: part.url }];
    case 'source-document':
      return [{ type: 'source', title: part.title }];
    case 'steering-message':
      return [section(texts.you, saidParts(part, texts, false))];
    default:
      return saidByTools(part, texts, hasReasoning);
  }
}

function saidByTools(part: MessagePart, texts: ChatLabels, hasReasoning: boolean): SaidPart[] {
  if (isSubagentPart(part)) {
    const { name = texts.subagent, parts } = part.data;
    return [section(name, saidParts({ parts }, texts, hasReasoning))];
  }
  if (!('toolCallId' in part)) return [];
  const { title, state, input, output, errorText } = part;
  const heading = `${title ?? toolName(part)}: ${texts.toolState(state)}`;
  const told = [input, output, errorText].filter((value) => value !== undefined);
  return [section(heading, told.map(code))];
}

function section(heading: string, parts: readonly SaidPart[]): SaidPart {
  return { type: 'section', heading, parts };
}

function code(value: unknown): SaidPart {
  if (typeof value === 'string') return { type: 'code', text: value, language: '' };
  return { type: 'code', text: JSON.stringify(value, undefined, 2), language: 'json' };
}
