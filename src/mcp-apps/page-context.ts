/** Variables of MCP Apps' hosts, and the kit's properties that stand for them. */
const variables: readonly (readonly [name: string, property: string])[] = [
  ['--color-background-primary', '--rvc-surface'],
  ['--color-background-secondary', '--rvc-code-bg'],
  ['--color-text-primary', '--rvc-text'],
  ['--color-text-secondary', '--rvc-muted'],
  ['--color-border-primary', '--rvc-border'],
  ['--color-ring-primary', '--rvc-focus'],
];

/** What an app may know of the page around `frame`: its scheme, colours, fonts, language and room (`hostContext`). */
export function pageContext(frame: HTMLElement, maxHeight: number, displayMode: string): object {
  const page = frame.ownerDocument;
  const style = getComputedStyle(frame);
  const language = frame.closest<HTMLElement>('[lang]')?.lang;
  return {
    theme: isDark(style) ? 'dark' : 'light',
    styles: { variables: { ...colours(frame), '--font-sans': style.fontFamily } },
    displayMode,
    availableDisplayModes: 'showPopover' in frame ? ['inline', 'fullscreen'] : ['inline'],
    containerDimensions: { maxWidth: frame.clientWidth, maxHeight },
    locale: language || page.defaultView?.navigator.language,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    platform: 'web',
    deviceCapabilities: {
      touch: isMatched('(any-pointer: coarse)'),
      hover: isMatched('(any-hover: hover)'),
    },
  };
}

function isDark({ colorScheme }: CSSStyleDeclaration): boolean {
  const isLight = /\blight\b/.test(colorScheme);
  return /\bdark\b/.test(colorScheme) && (!isLight || isMatched('(prefers-color-scheme: dark)'));
}

function isMatched(query: string): boolean {
  return globalThis.matchMedia?.(query).matches;
}

/** The kit's colours as they come out here: a custom property alone would still say `light-dark(…)`. */
function colours(frame: HTMLElement): Record<string, string> {
  const probe = frame.ownerDocument.createElement('i');
  frame.append(probe);
  const found = variables.map(([name, property]) => {
    probe.style.color = `var(${property})`;
    return [name, getComputedStyle(probe).color] as const;
  });
  probe.remove();
  return Object.fromEntries(found);
}
