import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentPolicy, isOrigin } from '../../src/mcp-apps/content-policy.ts';
import { appPage, sandboxPage } from '../../src/mcp-apps/sandbox-page.ts';

/** The directives of a policy by their names. */
function read(policy: string): Map<string, string> {
  return new Map(
    policy.split('; ').map((directive) => {
      const at = directive.indexOf(' ');
      return [directive.slice(0, at), directive.slice(at + 1)] as const;
    }),
  );
}

const closed = read(contentPolicy());

describe('an app without declared origins', () => {
  it.each(['default-src', 'connect-src', 'frame-src', 'base-uri', 'form-action', 'object-src'])(
    'has nothing in %s',
    (name) => {
      expect(closed.get(name)).toBe("'none'");
    },
  );

  it('has no network in what it shows', () => {
    for (const name of ['script-src', 'style-src', 'img-src', 'font-src', 'media-src'])
      expect(closed.get(name)).not.toMatch(/https?:|\*|'self'/);
  });
});

it('declared origins stand where MCP Apps puts them', () => {
  const policy = read(
    contentPolicy({
      connectDomains: ['https://api.example.com', 'wss://live.example.com:8443'],
      resourceDomains: ['https://*.cdn.example'],
      frameDomains: ['https://video.example'],
      baseUriDomains: ['https://base.example'],
    }),
  );
  expect(policy.get('connect-src')).toBe('https://api.example.com wss://live.example.com:8443');
  for (const name of ['script-src', 'style-src', 'img-src', 'font-src', 'media-src'])
    expect(policy.get(name)).toMatch(/ https:\/\/\*\.cdn\.example$/);
  expect(policy.get('frame-src')).toBe('https://video.example');
  expect(policy.get('base-uri')).toBe('https://base.example');
});

it.each([
  'https://example.com',
  'https://*.example.com',
  'wss://a-b.example.com:443',
  'http://localhost:3000',
  'ws://127.0.0.1:9',
])('%s is an origin', (domain) => {
  expect(isOrigin(domain)).toBe(true);
});

it.each([
  '*',
  'https:',
  'https://*',
  'http://example.com',
  'https://example.com/path',
  'https://example.com; script-src *',
  "'unsafe-eval'",
  'data:',
  'https://a b.example',
  'https://example.com"><script>',
  'https://user@example.com',
  'javascript://x',
  undefined,
  { toString: () => 'https://example.com' },
])('%s is none', (domain) => {
  expect(isOrigin(domain)).toBe(false);
});

it('no list of domains, whatever stands in it, opens another directive or the markup around the policy', () => {
  const pieces = fc.constantFrom(
    'https://',
    'a.example',
    '*',
    ';',
    ' ',
    '"',
    "'",
    '>',
    '<',
    '\n',
    ',',
    '/',
  );
  const domain = fc.oneof(
    fc.string(),
    fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join('')),
  );
  const domains = fc.array(domain, { maxLength: 4 });
  fc.assert(
    fc.property(domains, domains, domains, (connectDomains, resourceDomains, frameDomains) => {
      const policy = contentPolicy({ connectDomains, resourceDomains, frameDomains });
      expect(policy).not.toMatch(/["<>\n,]/);
      expect([...read(policy).keys()]).toEqual([...closed.keys()]);
      const page = appPage('<p>x', policy);
      expect(page.match(/<meta/g)).toHaveLength(1);
      expect(page.indexOf('<meta')).toBe('<!doctype html>'.length);
    }),
  );
});

it('the sandbox never has the rights of an origin', () => {
  expect(sandboxPage()).not.toContain('allow-same-origin');
  expect(sandboxPage()).not.toMatch(/allow-(?:top|popups|modals|downloads)/);
});
