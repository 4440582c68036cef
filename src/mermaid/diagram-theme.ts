/** How the place of a diagram looks. */
export interface DiagramTheme {
  readonly isDark: boolean;
  /** Of the place, as `#rrggbb`; without the kit's stylesheet there are none, and Mermaid takes its own. */
  readonly colors?: Readonly<Record<DiagramColor, string>>;
}

type DiagramColor = keyof typeof properties;

// An image takes no colours from its page, so the stylesheet puts them where they change nothing that is seen.
const properties = {
  ground: 'column-rule-color',
  text: 'text-decoration-color',
  line: 'outline-color',
  fill: 'flood-color',
  edge: 'stop-color',
  note: 'lighting-color',
} as const;

const darkScheme = '(prefers-color-scheme: dark)';

/** Reads the theme at an element: dark where the host says so, as all of the kit; only one who says both leaves it to the system. */
export function themeAt(place: Element): DiagramTheme {
  const style = getComputedStyle(place);
  const said = style.getPropertyValue('color-scheme');
  const isDark =
    said.includes('dark') && (matchMedia(darkScheme).matches || !said.includes('light'));
  if (
    style.getPropertyValue('--rvc-accent') === '' ||
    matchMedia('(forced-colors: active)').matches
  ) {
    return { isDark };
  }
  const colors = Object.entries(properties).map(([name, property]) => [
    name,
    toHex(style.getPropertyValue(property)),
  ]);
  return {
    isDark,
    colors: Object.fromEntries(colors) as Record<DiagramColor, string>,
  };
}

/** Calls back when the system's scheme changes, or what a host says of it at an element around the place. */
export function onThemeChange(place: Element, listener: () => void): () => void {
  const system = matchMedia(darkScheme);
  system.addEventListener('change', listener);
  const observer = new MutationObserver(listener);
  const attributeFilter = ['class', 'style', 'data-theme'];
  for (let element = parentOf(place); element; element = parentOf(element)) {
    observer.observe(element, { attributeFilter });
  }
  return () => {
    system.removeEventListener('change', listener);
    observer.disconnect();
  };
}

/** The variables of Mermaid's theme `base`; what is not named here it derives from these. */
export function mermaidTheme({ isDark, colors }: DiagramTheme): Readonly<Record<string, unknown>> {
  if (!colors) return { theme: isDark ? 'dark' : 'default' };
  const { ground, text, line, fill, edge, note } = colors;
  return {
    theme: 'base',
    themeVariables: {
      darkMode: isDark,
      background: ground,
      primaryColor: fill,
      primaryTextColor: text,
      primaryBorderColor: edge,
      secondaryColor: note,
      secondaryTextColor: text,
      secondaryBorderColor: line,
      tertiaryTextColor: text,
      tertiaryBorderColor: line,
      clusterBkg: ground,
      clusterBorder: line,
      pieStrokeColor: line,
      pieOuterStrokeColor: line,
      lineColor: line,
      textColor: text,
      titleColor: text,
      noteBkgColor: note,
      noteTextColor: text,
      noteBorderColor: line,
      edgeLabelBackground: ground,
    },
  };
}

function parentOf(element: Element): Element | null {
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

/** `color(srgb 0.04 0.42 0.49)`, as `color-mix` gives it, or an older browser's `rgb(10, 107, 124)`, as Mermaid reads colours. */
function toHex(color: string): string {
  const scale = color.startsWith('rgb') ? 1 : 255;
  const parts = color.match(/-?[\d.]+(?:e-?\d+)?/g)?.slice(0, 3) ?? [];
  const bytes = parts.map((part) => Math.round(Math.min(255, Math.max(0, Number(part) * scale))));
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
