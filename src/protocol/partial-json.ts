/** Deeper than this, nothing is read until the text is whole. */
const mostDepth = 200;

/**
 * Reads the beginning of a JSON text: what is certain of it. Strings and lists grow with the text; a number, a literal or
 * a name that may go on is not there yet, so that nothing that was read is ever taken back. `undefined` where nothing is
 * certain; of a text that is no JSON, what stands before the fault.
 */
export function parsePartialJson(text: string): unknown {
  let at = 0;
  return value(0)?.value;

  /** A value, with whether it is whole; undefined where nothing of it is certain. */
  function value(depth: number): Read | undefined {
    skipSpace();
    switch (text[at]) {
      case '{':
        return depth < mostDepth ? object(depth + 1) : undefined;
      case '[':
        return depth < mostDepth ? list(depth + 1) : undefined;
      case '"':
        return string();
      default:
        return scalar();
    }
  }

  function object(depth: number): Read {
    const entries: [string, unknown][] = [];
    const read = (isWhole: boolean) => ({ value: Object.fromEntries(entries), isWhole });
    at += 1;
    if (takes('}')) return read(true);
    for (;;) {
      skipSpace();
      const name = text[at] === '"' ? string() : undefined;
      if (!name?.isWhole || !takes(':')) return read(false);
      const member = value(depth);
      if (member) entries.push([String(name.value), member.value]);
      if (!member?.isWhole) return read(false);
      if (takes('}')) return read(true);
      if (!takes(',')) return read(false);
    }
  }

  function list(depth: number): Read {
    const items: unknown[] = [];
    const read = (isWhole: boolean) => ({ value: items, isWhole });
    at += 1;
    if (takes(']')) return read(true);
    for (;;) {
      const item = value(depth);
      if (item) items.push(item.value);
      if (!item?.isWhole) return read(false);
      if (takes(']')) return read(true);
      if (!takes(',')) return read(false);
    }
  }

  function string(): Read | undefined {
    const start = at;
    at += 1;
    while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
    if (at < text.length) {
      at += 1;
      return parsed(text.slice(start, at), true);
    }
    // An escape that has begun, and the first half of a character, wait for their rest.
    const open = text
      .slice(start)
      .replace(/(?<!\\)((?:\\\\)*)\\(?:u[\da-f]{0,3})?$/i, '$1')
      .replace(/(?:[\uD800-\uDBFF]|\\u[Dd][89ABab][\da-fA-F]{2})$/, '');
    return parsed(`${open}"`, false);
  }

  function scalar(): Read | undefined {
    const [word = ''] = /^[-+.\w]*/.exec(text.slice(at, at + 400)) ?? [];
    const end = at + word.length;
    if (!word || end >= text.length) return undefined;
    at = end;
    return parsed(word, true);
  }

  function takes(mark: string): boolean {
    skipSpace();
    if (text[at] !== mark) return false;
    at += 1;
    return true;
  }

  function skipSpace(): void {
    while (/[ \t\n\r]/.test(text[at] ?? '')) at += 1;
  }
}

interface Read {
  readonly value: unknown;
  readonly isWhole: boolean;
}

function parsed(text: string, isWhole: boolean): Read | undefined {
  try {
    return { value: JSON.parse(text), isWhole };
  } catch {
    return undefined;
  }
}
