import axe from 'axe-core';
import { afterEach } from 'vitest';
import { cdp } from 'vitest/browser';

interface Reader {
  /** What the page around the story says. */
  readonly host: 'light' | 'dark';
  /** What the reader's system prefers. */
  readonly system: 'light' | 'dark';
  readonly isForced?: boolean;
}

// The addon looks at a light page on a light system, with all rules; here only colours have changed.
const readers: readonly Reader[] = [
  { host: 'light', system: 'dark' },
  { host: 'dark', system: 'light' },
  { host: 'dark', system: 'dark' },
  { host: 'light', system: 'light', isForced: true },
  { host: 'dark', system: 'dark', isForced: true },
];

/** Every story as other readers meet it: the page and the system light or dark, and the system's own colours. */
afterEach(async () => {
  const found: string[] = [];
  try {
    for (const reader of readers) found.push(...(await findingsFor(reader)));
  } finally {
    await show({ host: 'light', system: 'light' }, 'no-preference');
  }
  if (found.length > 0) throw new Error(`Not readable:\n${found.join('\n')}`);
});

async function findingsFor(reader: Reader): Promise<string[]> {
  // A colour on its way to another is neither: nothing may move.
  await show(reader, 'reduce');
  // The later pages of a long answer are made of what stands in the first.
  const context = { include: ['body'], exclude: ['.rv-page'] };
  const { violations } = await axe.run(context, {
    runOnly: ['color-contrast', 'link-in-text-block'],
    resultTypes: ['violations'],
  });
  const { host, system, isForced = false } = reader;
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ html, any }) =>
        `${id} on a ${host} page, ${isForced ? 'forced colours' : `system ${system}`}: ${html.slice(0, 120)} ${any[0]?.message ?? ''}`,
    ),
  );
}

async function show({ host, system, isForced = false }: Reader, motion: string): Promise<void> {
  const session = cdp() as unknown as {
    send(
      method: 'Emulation.setEmulatedMedia',
      parameters: { features: readonly { name: string; value: string }[] },
    ): Promise<void>;
  };
  await session.send('Emulation.setEmulatedMedia', {
    features: [
      { name: 'prefers-color-scheme', value: system },
      { name: 'prefers-reduced-motion', value: motion },
      { name: 'forced-colors', value: isForced ? 'active' : 'none' },
    ],
  });
  document.documentElement.classList.toggle('dark', host === 'dark');
}

// axe asks for the fill of a text, which is its colour unless somebody says otherwise. Where colours are forced Chromium
// paints the forced one, and tells the other.
const { prototype } = CSSStyleDeclaration;
const told = Object.getOwnPropertyDescriptor(prototype, 'getPropertyValue')?.value as (
  this: CSSStyleDeclaration,
  name: string,
) => string;
prototype.getPropertyValue = function tellPaintedColor(name) {
  return told.call(this, name === '-webkit-text-fill-color' ? 'color' : name);
};
