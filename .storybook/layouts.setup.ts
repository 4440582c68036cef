import axe from 'axe-core';
import { afterEach } from 'vitest';
import { page } from 'vitest/browser';

interface Layout {
  readonly name: string;
  /** Of the window, in CSS pixels. */
  readonly width: number;
  /** How large the reader has set texts. */
  readonly text?: '200%';
  readonly direction?: 'rtl';
}

const layouts: readonly Layout[] = [
  { name: '390 pixels', width: 390 },
  { name: 'texts of 200 %', width: 1000, text: '200%' },
  { name: 'from right to left', width: 390, direction: 'rtl' },
];

// Each component of the kit once; what streams through them, as network and backends give it, is laid out alike.
const looked =
  /\/(artifact|chat(-(compare|export|list|parts|tools|widget))?|code-block|composer(-menus)?|connection-status|context-meter|error-notice|files|message(-(agents|list|skeleton))?|plan|reading-aids|room|shared-text|stream-meter|streams|suggestions|tool-call|ui-formats|version-tree|voice)\.stories/;

const usual = { width: innerWidth, height: innerHeight };

/** Stories as they are laid out for other readers: on a phone, with large texts, from right to left. */
afterEach(async ({ task }) => {
  if (!looked.test(task.file.filepath)) return;
  const found: string[] = [];
  try {
    for (const layout of layouts) found.push(...(await findingsIn(layout)));
  } finally {
    await show({ name: 'usual', width: usual.width });
  }
  if (found.length > 0) throw new Error(`Not usable:\n${found.join('\n')}`);
});

async function findingsIn(layout: Layout): Promise<string[]> {
  await show(layout);
  // Of a long list the last messages stand for all.
  const context = { include: ['body'], exclude: ['.rv-page', '.rv-group[data-skipped]'] };
  const { violations } = await axe.run(context, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    // The colours are those of any other layout, and looked at there.
    rules: { 'color-contrast': { enabled: false }, 'link-in-text-block': { enabled: false } },
    resultTypes: ['violations'],
  });
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any }) => `${id}: ${html.slice(0, 120)} ${any[0]?.message ?? ''}`),
  );
  return [...found, ...overflowing()].map((finding) => `${layout.name}, ${finding}`);
}

/** What stands out of the window at a side, so that its reader would have to scroll in two directions. */
function overflowing(): string[] {
  const { scrollWidth } = document.documentElement;
  if (scrollWidth <= innerWidth + 1) return [];
  const out = [...document.querySelectorAll('[class*="rv-"]')].filter((element) => {
    const { left, right, width } = element.getBoundingClientRect();
    return width > 0 && (right > innerWidth + 1 || left < -1);
  });
  return out.slice(0, 3).map((element) => `wider than the window: ${element.className}`);
}

async function show({ width, text = '100%', direction }: Layout & { text?: string }) {
  const { documentElement } = document;
  documentElement.style.fontSize = text;
  documentElement.dir = direction ?? 'ltr';
  await page.viewport(width, usual.height);
}
