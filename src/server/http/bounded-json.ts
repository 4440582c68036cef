import { ChatError } from '../../protocol/chat-error.ts';

const maxValues = 30_000;
const maxMembers = 200;
const maxDepth = 200;

/**
 * Checks the shape of a text of JSON before it is read: what has very many values, objects of very many members or is nested very deeply
 * takes far longer to read and to check than a text of its length. Throws a `ChatError` of code `bad-request` that names
 * the limit.
 */
export function assertBounded(json: string): void {
  // How many members each object around this place has; of an array nothing is counted.
  const members: number[] = [];
  let values = 0;
  for (let place = 0; place < json.length; place++) {
    switch (json[place]) {
      case '"':
        place = endOfString(json, place);
        break;
      case ':': {
        const count = (members.pop() ?? 0) + 1;
        if (count > maxMembers) throw refuse(`has an object of more than ${maxMembers} members`);
        members.push(count);
        break;
      }
      case ',':
        values++;
        break;
      case '[':
      case '{':
        values++;
        members.push(0);
        break;
      case ']':
      case '}':
        members.pop();
        break;
      default:
    }
    if (values > maxValues) throw refuse(`has more than ${maxValues} values`);
    if (members.length > maxDepth) throw refuse(`is nested deeper than ${maxDepth}`);
  }
}

/** The place of the quotation mark that closes a string. */
function endOfString(json: string, start: number): number {
  for (let end = json.indexOf('"', start + 1); end >= 0; end = json.indexOf('"', end + 1)) {
    let before = end - 1;
    while (json[before] === '\\') before--;
    if ((end - before) % 2 === 1) return end;
  }
  return json.length;
}

function refuse(what: string): ChatError {
  const text = `The JSON ${what}. Send less at once.`;
  return new ChatError('bad-request', text, { status: 400 });
}
