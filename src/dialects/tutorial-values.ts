import { isRecord, parseJson, textAt, tryJson } from '../protocol/json.ts';
import { failureOf } from './failure.ts';
import type { JsonObject } from './json-dialect.ts';
import { isBorder } from './tutorial-fields.ts';

/**
 * Makes the reader of a frame's data: text as it is, or JSON; the first frame decides. In a stream of plain text, braces are
 * text too, but for the object that ends it. It throws a `ChatError` of code `protocol` for broken JSON.
 */
export function valueReader(): (data: string) => unknown {
  let isRaw: boolean | undefined;
  return (data) => {
    const value = tryJson(data);
    const isObject = isRecord(value) && !Array.isArray(value);
    isRaw ??= !isObject && typeof value !== 'string' && !data.startsWith('{');
    if (!isRaw) return isObject || typeof value === 'string' ? value : parseJson(data);
    return isObject && (isBorder(value) || failureOf(value)) ? value : data;
  };
}

/** Says whether an object may hold all of the text so far: SGLang tells it whole each time, and so do partial messages. */
export function mayRepeat(value: JsonObject, type: string, said: string): boolean {
  return (
    'meta_info' in value ||
    value['partial'] === false ||
    isWholeMessage(value, said) ||
    (/partial/i.test(type) && !('token' in value))
  );
}

// Messages with a role that begin with all that was said, and are longer, hold the text so far.
function isWholeMessage(value: JsonObject, said: string): boolean {
  const content = textAt(value, 'content');
  return 'role' in value && said.length > 2 && content.length > said.length;
}

/** The data of Flowise's `{ event: "sources", data: [...] }`; anything else as it is. */
export function dataOf(value: JsonObject): unknown {
  return 'event' in value && !('type' in value) && isRecord(value['data']) ? value['data'] : value;
}
