// streaming-markdown: appends to the DOM and never rewrites it; no sanitiser, no highlighting.
import { default_renderer, parser, parser_end, parser_write } from 'streaming-markdown';
import { serveBench } from '../page.ts';

function append(root: HTMLElement) {
  const message = document.createElement('div');
  message.className = 'message';
  root.append(message);
  return parser(default_renderer(message));
}

serveBench({
  mount(root, finished) {
    for (const text of finished) parser_write(append(root), text);
    const live = append(root);
    return {
      push: (_, delta) => parser_write(live, delta),
      finish: () => parser_end(live),
      unmount: () => root.replaceChildren(),
    };
  },
});
