import { afterEach, describe, expect, it } from 'vitest';
import { StreamingMarkdown } from '../../src/index.ts';
import { loadRawHtml } from '../../src/markdown/elements/lazy-raw-html.ts';
import kitCss from '../../src/styles/styles.css?inline';
import { addSheet, clearPage, place, show } from './guest-page.ts';
import { Parts } from './guest-parts.tsx';
import { hostSheets } from './host-sheets.ts';

// What a reset takes, as the computed styles have it.
const watched =
  'font-size font-weight font-style font-family line-height letter-spacing text-transform text-decoration-line text-align text-indent vertical-align margin-top margin-right margin-bottom margin-left padding-top padding-right padding-bottom padding-left list-style-type list-style-position border-top-width border-right-width border-bottom-width border-left-width border-top-color border-left-color border-top-left-radius background-color background-image color opacity display position top bottom inset-inline-start box-shadow resize max-width height white-space'.split(
    ' ',
  );

afterEach(clearPage);

/** The watched styles of each element below, by its place, without what the host gives its own text. */
function stylesOf(container: HTMLElement): Map<string, string> {
  const styles = new Map<string, string>();
  const visit = (element: Element, path: string) => {
    const computed = getComputedStyle(element);
    const isHosts = element.localName === 'div' && !element.className.startsWith('rv-');
    for (const name of isHosts ? [] : watched) {
      // A line that is not there has no colour.
      const line = /^border-\w+-color$/.test(name) ? name.replace('color', 'width') : '';
      if (computed.getPropertyValue(line) !== '0px')
        styles.set(`${path} ${name}`, computed.getPropertyValue(name));
    }
    [...element.children].forEach((child, index) =>
      visit(child, `${path}>${index}${nameOf(child)}`),
    );
  };
  visit(container, '');
  return styles;
}

function nameOf(element: Element): string {
  const [name] = element.classList;
  return name === undefined ? element.localName : `${element.localName}.${name}`;
}

function differences(was: Map<string, string>, is: Map<string, string>): string[] {
  return [...was].flatMap(([path, value]) => {
    const now = is.get(path);
    return now === value ? [] : [`${path.split('>').slice(-2).join('>')}: ${value} -> ${now}`];
  });
}

/** The look on a page whose text has the colour and the size that the reset gives it. */
async function look(before: string, after: string): Promise<Map<string, string>> {
  await loadRawHtml();
  addSheet(`body { font-size: 16px; line-height: 1.5; color: rgb(33, 37, 41) }`);
  for (const css of [before, kitCss, after]) addSheet(css);
  addSheet('body { font-size: 16px; color: rgb(33, 37, 41) }');
  const container = show(<Parts />);
  const styles = stylesOf(container);
  clearPage();
  return styles;
}

describe('a reset of the host', () => {
  const orders = Object.entries(hostSheets).flatMap(([name, css]) => [
    [name, 'before', css, ''] as const,
    [name, 'after', '', css] as const,
  ]);

  it.each(orders)('(%s, loaded %s the kit) takes nothing from the kit', async (...order) => {
    const [, , before, after] = order;
    const was = await look('', '');
    expect(was.size).toBeGreaterThan(4000);
    expect(differences(was, await look(before, after))).toEqual([]);
  });

  it('is the only thing that loses: a later rule of one class wins', async () => {
    await loadRawHtml();
    addSheet(kitCss);
    addSheet(
      '.mine h1 { font-size: 41px } .mine td { padding-left: 31px } .mine :where(li) { margin-top: 7px } .rv-button { border-radius: 3px } .rv-action { color: red }',
    );
    const container = show(<Parts />);
    const value = (selector: string, name: string) => {
      const element = container.querySelector(selector);
      return element && getComputedStyle(element).getPropertyValue(name);
    };
    expect(value('h1', 'font-size')).toBe('41px');
    expect(value('td', 'padding-left')).toBe('31px');
    expect(value('li', 'margin-top')).toBe('7px');
    expect(value('.rv-button', 'border-top-left-radius')).toBe('3px');
    expect(value('.rv-action', 'color')).toBe('rgb(255, 0, 0)');
  });

  it('wins over the sheet in its layer, which is what a layer is for', async () => {
    addSheet(`@layer rivulet { ${kitCss} }`);
    addSheet('p { margin: 3px }');
    const container = show(<StreamingMarkdown>{'One\n\nTwo'}</StreamingMarkdown>);
    const paragraphs = [...container.querySelectorAll('p')];
    expect(paragraphs.map((p) => getComputedStyle(p).marginTop)).toEqual(['3px', '3px']);
  });
});

describe('what is not the kit', () => {
  it('looks as it did before', async () => {
    const page = document.createElement('main');
    page.innerHTML =
      '<h1>Host</h1><ul class="dark"><li>x</li></ul><p data-theme="dark">text <a href="#">link</a> <code>c</code></p><button>b</button><textarea></textarea><table><tr><td>1</td></tr></table><section class="light" data-theme="auto"><p>y</p></section>';
    place('<p class="place"></p>').append(page);
    const was = stylesOf(page);
    const scheme = () =>
      [...page.querySelectorAll('*')].map((e) => getComputedStyle(e).colorScheme);
    const schemes = scheme();
    addSheet(kitCss);
    expect(differences(was, stylesOf(page))).toEqual([]);
    expect(scheme()).toEqual(schemes);
  });
});
