import type { ChatMessage } from '../../protocol/chat-message.ts';
import { englishLabels } from '../labels/english-labels.ts';
import { endLabel } from '../labels/end-label.ts';
import type { ExportOptions } from './export-options.ts';
import { saidParts, type SaidPart } from './said-parts.ts';

/** Writes messages as markdown, each under the name of its author. */
export function writeMarkdown(
  messages: readonly ChatMessage[],
  { title, reasoning = true, labels }: ExportOptions,
): string {
  const texts = { ...englishLabels, ...labels };
  const authors = { user: texts.you, assistant: texts.assistant, system: texts.system };
  const turns = messages.map((message) => {
    const end = endLabel(message, texts);
    return [
      `## ${authors[message.role]}`,
      ...saidParts(message, texts, reasoning).map(written),
      ...(end ? [`*${end}*`] : []),
    ].join('\n\n');
  });
  return `${[...(title ? [`# ${title}`] : []), ...turns].join('\n\n')}\n`;
}

function written(part: SaidPart): string {
  switch (part.type) {
    case 'text':
      return part.text;
    case 'section': {
      const inside = part.parts.map(written).join('\n\n');
      return `<details>\n<summary>${escaped(part.heading)}</summary>\n\n${inside}\n\n</details>`;
    }
    case 'code': {
      const fence = '`'.repeat(Math.max(3, longestRun(part.text) + 1));
      return `${fence}${part.language}\n${part.text}\n${fence}`;
    }
    case 'file': {
      // A file that stands in its URL would be most of the text.
      if (part.url.startsWith('data:')) return `*${part.name}*`;
      return `${part.mediaType.startsWith('image/') ? '!' : ''}[${part.name}](<${part.url}>)`;
    }
    default:
      return part.url ? `- [${part.title}](<${part.url}>)` : `- ${part.title}`;
  }
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
