/** What a reader of the specification makes of an event stream. */
export interface ReferenceResult {
  readonly events: readonly {
    readonly event: string;
    readonly data: string;
    readonly id: string;
  }[];
  readonly lastEventId: string;
  readonly retryMs: number | undefined;
}

/**
 * Interprets an event stream word by word as HTML § 9.2.6 says, on the whole text at once: slow,
 * and written apart from the kit's decoder, so that it can judge it.
 */
export function interpretEventStream(bytes: Uint8Array): ReferenceResult {
  // “Streams must be decoded using the UTF-8 decode algorithm”, which strips one byte order mark.
  const text = new TextDecoder('utf-8', { ignoreBOM: false }).decode(bytes);
  const events: { event: string; data: string; id: string }[] = [];
  let dataBuffer = '';
  let typeBuffer = '';
  let idBuffer = '';
  let lastEventId = '';
  let retryMs: number | undefined;

  const process = (field: string, value: string): void => {
    if (field === 'event') typeBuffer = value;
    if (field === 'data') dataBuffer += `${value}\u000A`;
    if (field === 'id' && value.indexOf('\u0000') === -1) idBuffer = value;
    if (
      field === 'retry' &&
      value !== '' &&
      value.split('').every((digit) => digit >= '0' && digit <= '9')
    ) {
      retryMs = Number.parseInt(value, 10);
    }
  };

  const dispatch = (): void => {
    lastEventId = idBuffer;
    if (dataBuffer === '') {
      typeBuffer = '';
      return;
    }
    if (dataBuffer.endsWith('\u000A')) dataBuffer = dataBuffer.slice(0, -1);
    events.push({
      event: typeBuffer === '' ? 'message' : typeBuffer,
      data: dataBuffer,
      id: lastEventId,
    });
    dataBuffer = '';
    typeBuffer = '';
  };

  let line = '';
  for (let place = 0; place < text.length; place++) {
    const unit = text.charAt(place);
    if (unit !== '\r' && unit !== '\n') {
      line += unit;
      continue;
    }
    if (unit === '\r' && text.charAt(place + 1) === '\n') place++;
    const colon = line.indexOf(':');
    if (line === '') dispatch();
    else if (colon === 0) {
      // A comment.
    } else if (colon > 0) {
      const rest = line.slice(colon + 1);
      process(line.slice(0, colon), rest.startsWith(' ') ? rest.slice(1) : rest);
    } else process(line, '');
    line = '';
  }
  // “Once the end of the file is reached, any pending data must be discarded.”
  return { events, lastEventId, retryMs };
}
