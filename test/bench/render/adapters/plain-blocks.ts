// The floor: one `<div>` per line of text, no markdown at all.
import { serveBench } from '../page.ts';

function write(parent: HTMLElement) {
  let line = document.createTextNode('');
  const begin = (text: string) => {
    const block = document.createElement('div');
    block.className = 'line';
    line = document.createTextNode(text);
    block.append(line);
    parent.append(block);
  };
  begin('');
  return (delta: string) => {
    const [first = '', ...rest] = delta.split('\n');
    line.appendData(first);
    for (const text of rest) begin(text || '\u200b');
  };
}

function append(root: HTMLElement): (delta: string) => void {
  const message = document.createElement('div');
  message.className = 'message';
  root.append(message);
  return write(message);
}

serveBench({
  mount(root, finished) {
    for (const text of finished) append(root)(text);
    const push = append(root);
    return {
      push: (_, delta) => push(delta),
      finish: () => undefined,
      unmount: () => root.replaceChildren(),
    };
  },
});
