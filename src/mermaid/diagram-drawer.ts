import { type Mermaid, loadMermaid } from './mermaid.ts';

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
const config = {
  startOnLoad: false,
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
  draw(source: string, isDark: boolean): Promise<Diagram> {
    const key = `${isDark ? 'dark' : 'light'} ${source}`;
    const known = this.#diagrams.get(key);
    if (known) return known;
    const drawn = this.#last.then(() => this.#draw(source, isDark));
    // What could not be loaded may be asked for again.
    this.#last = drawn.catch(() => this.#diagrams.delete(key));
    this.#diagrams.set(key, drawn);
    const [oldest = ''] = this.#diagrams.keys();
    if (this.#diagrams.size > keptDiagrams) this.#diagrams.delete(oldest);
    return drawn;
  }

  async #draw(source: string, isDark: boolean): Promise<Diagram> {
    const mermaid = await (this.#mermaid ??= this.#load()).catch((error: unknown) => {
      this.#mermaid = undefined;
      throw error;
    });
    mermaid.initialize({ ...config, theme: isDark ? 'dark' : 'default' });
    const { svg } = await mermaid.render(`rv-diagram-${++lastId}`, source);
    return toImage(svg);
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
