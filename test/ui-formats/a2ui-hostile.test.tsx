import { render } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { A2uiFence } from '../../src/ui-formats/a2ui/a2ui-view.tsx';

type Component = Readonly<Record<string, unknown>>;

function show(components: readonly Component[], dataModel: object = {}): HTMLElement {
  const message = { version: 'v1.0', createSurface: { surfaceId: 's', components, dataModel } };
  return render(<A2uiFence code={JSON.stringify(message)} />).container;
}

const column = (id: string, children: unknown): Component => ({
  id,
  component: 'Column',
  children,
});
const text = (id: string, said: unknown): Component => ({ id, component: 'Text', text: said });

describe('an interface that means harm', () => {
  it('ends where components hold themselves', () => {
    const page = show([
      column('root', ['a', 'b']),
      column('a', ['root', 'a']),
      text('b', 'still here'),
    ]);
    expect(page.textContent).toContain('still here');
  });

  it('ends where components hold each other, and where a list is its own template', () => {
    const page = show(
      [
        column('root', ['a', 'list', 'end']),
        { id: 'a', component: 'Card', child: 'b' },
        { id: 'b', component: 'Button', child: 'a', action: {} },
        column('list', { componentId: 'list', path: '/items' }),
        text('end', 'the end'),
      ],
      { items: [1, 2, 3] },
    );
    expect(page.textContent).toContain('the end');
  });

  it('shows no more than ten thousand elements of a tree that doubles at each level', () => {
    const levels = Array.from({ length: 40 }, (_, level) => [
      column(`l${level}a`, [`l${level + 1}a`, `l${level + 1}b`]),
      column(`l${level}b`, [`l${level + 1}a`, `l${level + 1}b`]),
    ]).flat();
    const page = show([column('root', ['l0a', 'l0b']), ...levels]);
    expect(page.querySelectorAll('.rv-ui-box').length).toBeLessThanOrEqual(10_000);
  }, 60_000);

  it('shows a hundred levels and not ten thousand', () => {
    const nested = Array.from({ length: 10_000 }, (_, level) =>
      column(`n${level}`, [`n${level + 1}`]),
    );
    const page = show([column('root', ['n0']), ...nested]);
    expect(page.querySelectorAll('.rv-ui-box').length).toBeLessThan(110);
  });

  it('shows ten thousand components', () => {
    const ids = Array.from({ length: 9_990 }, (_, index) => `t${index}`);
    const page = show([column('root', ids), ...ids.map((id) => text(id, id))]);
    expect(page.querySelectorAll('p')).toHaveLength(9_990);
  }, 60_000);

  it.each([
    ['Image', { url: 'javascript:alert(1)' }],
    ['Image', { url: 'data:text/html,<script>alert(1)</script>' }],
    ['Video', { url: 'javascript:alert(1)', posterUrl: 'javascript:alert(1)' }],
    ['Icon', { name: { svgPath: '"/><script>alert(1)</script>' } }],
    ['Icon', { name: '__proto__' }],
    ['Text', { text: '<img src=x onerror=alert(1)><script>alert(1)</script>' }],
    ['Text', { text: '[x](javascript:alert(1))' }],
    [
      'Button',
      {
        child: 'none',
        action: { functionCall: { call: 'openUrl', args: { url: 'javascript:alert(1)' } } },
      },
    ],
    ['TextField', { label: '<b>x</b>', value: '"><script>alert(1)</script>' }],
    ['constructor', {}],
    ['__proto__', {}],
    ['Link', { url: 'https://evil.example' }],
  ])('writes nothing into the page by %s %j', (component, props) => {
    const page = show([{ id: 'root', component, ...props }]);
    expect(page.querySelector('script, iframe, object, embed, [onerror], [style]')).toBeNull();
    for (const element of page.querySelectorAll('[src], [href], [poster]'))
      for (const name of ['src', 'href', 'poster'])
        expect(element.getAttribute(name) ?? '').not.toMatch(/^\s*javascript:|text\/html/i);
  });

  it('changes no prototype by what is written into the data', () => {
    show([column('root', ['a']), text('a', 'x')], JSON.parse('{"__proto__":{"x":1}}') as object);
    const update = {
      updateDataModel: { surfaceId: 's', path: '/__proto__/polluted', value: true },
    };
    render(<A2uiFence code={JSON.stringify(update)} />);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('says quietly that something is missing, and shows what was written', () => {
    const page = show([column('root', ['a', 'gone']), text('a', 'here')]);
    expect(page.textContent).toContain('here');
    expect(page.querySelector('.rv-ui-notice')).not.toBeNull();
  });
});
