import { type DiagramTheme, mermaidTheme } from './diagram-theme.ts';
import { type Mermaid, loadMermaid } from './mermaid.ts';
import { allowMarkupAsText } from './trusted-types.ts';

/** A diagram as an image. */
export interface Diagram {
  /** A `data:` URL: an image runs no script, loads nothing and styles no page. */
  readonly src: string;
  readonly width: number;
  readonly height: number;
}

/** Diagrams kept for a component that is mounted again. */
const keptDiagrams = 50;

// What a diagram may not set for itself, beside Mermaid's own list.
const secured = ['secure', 'securityLevel', 'startOnLoad', 'maxTextSize', 'maxEdges'];
// Those of the system: an image has no fonts of its page.
const fontFamily = 'ui-sans-serif, system-ui, sans-serif';
const config = {
  startOnLoad: false,
  fontFamily,
  securityLevel: 'strict',
  suppressErrorRendering: true,
  // Labels of HTML would be empty in an image.
  htmlLabels: false,
  flowchart: { htmlLabels: false },
  secure: [
    ...secured,
    'suppressErrorRendering',
    'htmlLabels',
    'themeCSS',
    'fontFamily',
    'flowchart',
  ],
};

let lastId = 0;

/** Draws diagrams with Mermaid, which loads with the first one; one at a time, for it has one configuration. */
export class DiagramDrawer {
  readonly #load: () => Promise<Mermaid>;
  readonly #diagrams = new Map<string, Promise<Diagram>>();
  #mermaid: Promise<Mermaid> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(load: () => Promise<Mermaid> = loadMermaid) {
    this.#load = load;
  }

  /** Draws a diagram; rejects with Mermaid's error where the source is none. */
  draw(source: string, theme: DiagramTheme): Promise<Diagram> {
    const key = JSON.stringify([theme, source]);
    const known = this.#diagrams.get(key);
    if (known) return known;
    const drawn = this.#last.then(() => this.#draw(source, theme));
    // What could not be loaded may be asked for again.
    this.#last = drawn.catch(() => this.#diagrams.delete(key));
    this.#diagrams.set(key, drawn);
    const [oldest = ''] = this.#diagrams.keys();
    if (this.#diagrams.size > keptDiagrams) this.#diagrams.delete(oldest);
    return drawn;
  }

  async #draw(source: string, theme: DiagramTheme): Promise<Diagram> {
    const mermaid = await (this.#mermaid ??= this.#load()).catch((error: unknown) => {
      this.#mermaid = undefined;
      throw error;
    });
    mermaid.initialize({ ...config, ...mermaidTheme(theme) });
    const render = () => renderUnseen(mermaid, source);
    const { svg } = await render().catch(async (error: unknown) => {
      if (!(error instanceof TypeError && (await allowMarkupAsText()))) throw error;
      return render();
    });
    return toImage(svg);
  }
}

/** Lets Mermaid measure its texts where nobody sees them, in the font and the size that the image has, whatever the page's. */
async function renderUnseen(mermaid: Mermaid, source: string): Promise<{ readonly svg: string }> {
  const place = document.createElement('div');
  place.ariaHidden = 'true';
  Object.assign(place.style, {
    position: 'fixed',
    insetBlockStart: '0',
    insetInlineStart: '0',
    inlineSize: '46rem',
    visibility: 'hidden',
    pointerEvents: 'none',
    font: `400 16px/1.5 ${fontFamily}`,
  });
  document.body.append(place);
  try {
    return await mermaid.render(`rv-diagram-${++lastId}`, source, place);
  } finally {
    place.remove();
  }
}

function toImage(svg: string): Diagram {
  const box = /viewBox="\S+ \S+ (\S+) (\S+)"/.exec(svg) ?? [];
  const [width = 0, height = 0] = box.slice(1).map((size) => Math.ceil(Number(size)));
  // Mermaid hands out HTML: an image is XML, and its size is that of its view box.
  const sized = svg
    .replace(/^<svg([^>]*?) width="[^"]*"/, `<svg$1 width="${width}" height="${height}"`)
    .replaceAll('&nbsp;', '&#160;');
  const src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(sized)}`;
  return { src, width, height };
}
