import { expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import { StreamingMarkdown } from '../../src/markdown/streaming-markdown.tsx';
import { math } from '../../src/math/math.tsx';
import { mermaid } from '../../src/mermaid/mermaid-plugin.tsx';
import { DiagramDrawer } from '../../src/mermaid/diagram-drawer.ts';
import type { Mermaid } from '../../src/mermaid/mermaid.ts';
import { MermaidBlock } from '../../src/mermaid/mermaid-block.tsx';
import '../../src/styles/styles.css';
import { eventually } from '../eventually.ts';

const flow = 'flowchart TD\n  accTitle: How it flows\n  A[Start] --> B{Ok?}\n  B --> C[End]';
const fence = (code: string): string => `\`\`\`mermaid\n${code}\n\`\`\``;

const square = '<svg xmlns="http://www.w3.org/2000/svg" width="100%" viewBox="0 0 30 20"></svg>';

/** The share of an image that is painted. */
function inkOf(image: HTMLImageElement): number {
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  context?.drawImage(image, 0, 0);
  const pixels = context?.getImageData(0, 0, image.width, image.height).data ?? [];
  return pixels.filter((value, at) => at % 4 === 3 && value > 0).length / (pixels.length / 4);
}

it('formulas have the shape of formulas in the browser', async () => {
  const screen = await render(
    <StreamingMarkdown plugins={[math()]}>
      {
        'Let $x$ be\n\n$$\\frac{\\sum_{i=1}^n a_i}{b}$$\n\n$$\\begin{aligned}aaaaaa&=b\\\\c&=d\\end{aligned}$$'
      }
    </StreamingMarkdown>,
  );
  await eventually(() => expect(screen.container.querySelectorAll('math')).toHaveLength(3));
  const fraction = screen.container.querySelector('mfrac');
  const [above, below] = [...(fraction?.children ?? [])].map((part) =>
    part.getBoundingClientRect(),
  );
  expect(above?.bottom).toBeLessThanOrEqual((below?.top ?? 0) + 1);
  expect(fraction?.closest('math')?.getBoundingClientRect().width).toBeGreaterThan(20);
  const cell = screen.container.querySelector('mtd[data-align="right"]');
  expect(cell && getComputedStyle(cell).textAlign).toBe('right');
});

it('a diagram shows as code while it grows, then as an image with a name, and as code again', async () => {
  const screen = await render(
    <StreamingMarkdown streaming plugins={[mermaid()]}>
      {fence(flow).slice(0, -5)}
    </StreamingMarkdown>,
  );
  const { container } = screen;
  expect(container.querySelector('code')?.textContent).toContain('A[Start]');
  const pre = container.querySelector('pre');
  await screen.rerender(
    <StreamingMarkdown plugins={[mermaid()]}>{`${fence(flow)}\n\nend`}</StreamingMarkdown>,
  );
  const image = screen.getByRole('img', { name: 'How it flows' });
  await expect.element(image).toBeVisible();
  const element = image.element() as HTMLImageElement;
  await element.decode();
  expect(element.naturalWidth).toBe(element.width);
  expect(element.getBoundingClientRect().height).toBeGreaterThan(50);
  expect(element.src).toMatch(/^data:image\/svg\+xml/);
  expect(inkOf(element)).toBeGreaterThan(0.02);
  expect(container.querySelector('svg, style, foreignObject')).toBeNull();
  expect(pre?.checkVisibility()).toBe(false);
  await screen.getByRole('button', { name: 'Show code' }).click();
  expect(container.querySelector('pre')).toBe(pre);
  expect(pre?.checkVisibility()).toBe(true);
  await screen.getByRole('button', { name: 'Show diagram' }).click();
  await expect.element(image).toBeVisible();
  expect(document.body.querySelector(':scope > [id^="drv-diagram"]')).toBeNull();
});

it('what is no diagram stays code, with a message', async () => {
  const screen = await render(
    <StreamingMarkdown plugins={[mermaid()]}>
      {fence('flowchart TD\n  A[[[ -->')}
    </StreamingMarkdown>,
  );
  await expect.element(screen.getByText(/cannot be drawn/)).toBeVisible();
  expect(screen.container.querySelector('pre')?.checkVisibility()).toBe(true);
  expect(screen.container.querySelector('img')).toBeNull();
  expect(document.body.querySelector('[id^="drv-diagram"]')).toBeNull();
});

it('a hostile diagram is an image without scripts, links or other hosts', async () => {
  const hostile = [
    '%%{init: {"securityLevel": "loose", "htmlLabels": true, "themeCSS": "*{background:url(https://evil.example)}"}}%%',
    'flowchart TD',
    '  A["<img src=x onerror=alert(1)><script>alert(2)</script>text"] --> B',
    '  click A "javascript:alert(3)"',
    '  click B href "https://evil.example" _self',
  ].join('\n');
  const dialogs = vi.spyOn(window, 'alert').mockImplementation(() => undefined);
  const screen = await render(
    <StreamingMarkdown plugins={[mermaid()]}>{fence(hostile)}</StreamingMarkdown>,
  );
  await eventually(() =>
    expect(screen.container.querySelector('img, .rv-diagram-error')).not.toBeNull(),
  );
  const src = decodeURIComponent(screen.container.querySelector('img')?.src ?? '');
  expect(src).not.toMatch(/<script|onerror=|javascript:|evil\.example\)|<foreignObject|<img/i);
  expect(screen.container.querySelector('a[href]')).toBeNull();
  expect(dialogs).not.toHaveBeenCalled();
  dialogs.mockRestore();
});

it('a diagram is drawn once for its source, and where Mermaid is missing it stays code', async () => {
  const draw = vi.fn<Mermaid['render']>(() => Promise.resolve({ svg: square }));
  const load = (): Promise<Mermaid> => Promise.resolve({ initialize: vi.fn(), render: draw });
  const plugins = [mermaid({ load })];
  const text = `${fence('pie\n  "a": 1')}\n\nmore`;
  const screen = await render(
    <StreamingMarkdown streaming plugins={plugins}>
      {text}
    </StreamingMarkdown>,
  );
  const image = screen.getByRole('img', { name: 'pie' });
  await expect.element(image).toBeInTheDocument();
  for (let words = 1; words < 10; words++) {
    await screen.rerender(
      <StreamingMarkdown streaming plugins={plugins}>
        {text + ' word'.repeat(words)}
      </StreamingMarkdown>,
    );
  }
  expect(draw).toHaveBeenCalledTimes(1);
  expect(image.element()).toMatchObject({ width: 30, height: 20 });
});

/** A Mermaid that only notes in which colours it is to draw. */
function notingMermaid() {
  const themes: Record<string, unknown>[] = [];
  const load = (): Promise<Mermaid> =>
    Promise.resolve({
      initialize: (config) => themes.push({ ...config }),
      render: () => Promise.resolve({ svg: square }),
    });
  return { drawer: new DiagramDrawer(load), themes };
}

it('a diagram has the colours of its place, and is drawn anew when the host changes its mind', async () => {
  const { drawer, themes } = notingMermaid();
  const { container } = await render(
    <div className="host">
      <MermaidBlock drawer={drawer} code={'pie\n  "themed": 1'} language="mermaid" />
    </div>,
    { wrapper: ({ children }) => <div className="rv-markdown">{children}</div> },
  );
  const colours = (at: number) =>
    themes[at]?.['themeVariables'] as Record<string, unknown> | undefined;
  await eventually(() => expect(themes).toHaveLength(1));
  expect(themes[0]).toMatchObject({ theme: 'base' });
  expect(colours(0)).toMatchObject({
    darkMode: false,
    background: '#ffffff',
    primaryTextColor: '#16262c',
    primaryBorderColor: '#0a6b7c',
  });
  const host = container.parentElement;
  try {
    host?.classList.add('dark');
    await eventually(() => expect(themes).toHaveLength(2));
    expect(colours(1)).toMatchObject({ darkMode: true, background: '#172125' });
    host?.style.setProperty('--rv-accent', 'oklch(0.7 0.2 300)');
    await eventually(() => expect(themes).toHaveLength(3));
    expect(colours(2)?.['primaryBorderColor']).not.toBe(colours(1)?.['primaryBorderColor']);
    expect(colours(2)?.['primaryBorderColor']).toMatch(/^#[0-9a-f]{6}$/);
    // What has been drawn before is kept.
    host?.removeAttribute('style');
    host?.setAttribute('data-theme', 'dark');
    await new Promise((resolve) => {
      requestAnimationFrame(resolve);
    });
    expect(themes).toHaveLength(3);
  } finally {
    host?.removeAttribute('class');
    host?.removeAttribute('style');
    host?.removeAttribute('data-theme');
  }
});

it('nothing is seen of a diagram before it is drawn, and nothing of it stays in the page', async () => {
  let measured: Element | undefined;
  const load = (): Promise<Mermaid> =>
    Promise.resolve({
      initialize: vi.fn(),
      render: (_id, _source, place) => {
        measured = place;
        expect(place?.isConnected).toBe(true);
        expect(place && getComputedStyle(place).visibility).toBe('hidden');
        return Promise.reject(new Error('no diagram'));
      },
    });
  const drawer = new DiagramDrawer(load);
  await expect(drawer.draw('pie', { isDark: false })).rejects.toThrow('no diagram');
  expect(measured?.isConnected).toBe(false);
});
