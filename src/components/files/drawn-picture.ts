import { at, textAt } from '../../protocol/json.ts';
import type { FilePart, MessagePart, ToolPart } from '../../protocol/chat-message.ts';
import { toolName } from '../../protocol/chat-message.ts';

/** A picture at the tool call that draws it. */
export interface DrawnPicture extends FilePart {
  /** Whether a sharper one will take its place. */
  readonly isDraft: boolean;
  /** What was asked for. */
  readonly alt?: string | undefined;
}

/** Whether a part is one that {@link placePictures} has put there. */
export function isDrawn(part: object): part is DrawnPicture {
  return 'isDraft' in part;
}

/**
 * Puts the pictures of an answer behind the calls that draw them: drafts as they come, and in their place the picture that is
 * the last one, also where it came as a file of its own further down. `isLeft` names the parts that stay as they are.
 */
export function placePictures(
  parts: readonly MessagePart[],
  isLeft: (part: MessagePart) => boolean,
): readonly MessagePart[] {
  if (!parts.some((part) => 'toolCallId' in part && mayDraw(part))) return parts;
  const taken = new Set<MessagePart>();
  const placed = parts.flatMap((part, index): MessagePart[] => {
    if (!('toolCallId' in part) || isLeft(part)) return [part];
    const call: ToolPart = part;
    const shown = pictureIn(call.output);
    if (!shown && !mayDraw(call)) return [part];
    const isDraft = call.preliminary === true;
    const isIts = (other: MessagePart): other is FilePart =>
      isPictureFile(other) && !taken.has(other) && !isLeft(other);
    const later = parts.slice(index + 1);
    const file = isDraft
      ? undefined
      : later.find(
          (other): other is FilePart => isIts(other) && (!shown || other.url === shown.url),
        );
    if (file) taken.add(file);
    const picture = file ?? shown;
    if (!picture) return [part];
    const alt = textAt(call.input, 'revised_prompt') || textAt(call.input, 'prompt') || undefined;
    // The picture is what came of it; as text it would be long.
    const { output: _picture, ...words } = call;
    return [shown ? words : part, { type: 'file', ...picture, isDraft, alt } as DrawnPicture];
  });
  return placed.filter((part) => !taken.has(part));
}

/** Whether a call is known to give a picture: by what came of it, or by its name where that comes as a file. */
function mayDraw(call: ToolPart): boolean {
  return pictureIn(call.output) !== undefined || /image_?gen|generate_?image/i.test(toolName(call));
}

function isPictureFile(part: MessagePart): part is FilePart {
  return part.type === 'file' && part.mediaType.startsWith('image/');
}

const beginnings: readonly (readonly [string, string])[] = [
  ['iVBOR', 'image/png'],
  ['/9j/', 'image/jpeg'],
  ['UklGR', 'image/webp'],
  ['R0lGOD', 'image/gif'],
];

/** The picture in a tool's output: by its URL, in base 64, or as the content of an MCP tool. */
function pictureIn(output: unknown): Pick<FilePart, 'url' | 'mediaType'> | undefined {
  if (typeof output !== 'object' || output === null) return undefined;
  const url = textAt(output, 'url');
  const mediaType = textAt(output, 'mediaType') || /^data:([^;,]+)/.exec(url.slice(0, 100))?.[1];
  if (url && mediaType?.startsWith('image/')) return { url, mediaType };
  const [item] = [at(output, 'content')].flat();
  const base64 =
    textAt(output, 'result') || (textAt(item, 'type') === 'image' && textAt(item, 'data'));
  if (!base64) return undefined;
  const [, type] = beginnings.find(([beginning]) => base64.startsWith(beginning)) ?? [];
  return type ? { url: `data:${type};base64,${base64}`, mediaType: type } : undefined;
}
