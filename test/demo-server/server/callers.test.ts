// @vitest-environment node
import type { IncomingHttpHeaders } from 'node:http';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Callers, type CallerRequest } from '../../../demo-server/server/callers.ts';

function request(remoteAddress: string | undefined, headers: IncomingHttpHeaders = {}) {
  return { headers, socket: { remoteAddress } } as CallerRequest;
}

const addressOf = (
  remote: string | undefined,
  headers: IncomingHttpHeaders = {},
  trusted: string[] = [],
) => new Callers(trusted).of(request(remote, headers)).address;

const ipv6Groups = fc.array(fc.integer({ min: 1, max: 0xffff }), { minLength: 8, maxLength: 8 });

describe('an address', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::ffff:cb00:7107', '203.0.113.7'],
    ['::1', '0:0:0:0::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:DB8:0:0:1:2:3:4', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    [undefined, ''],
  ])('%s counts as %s', (remote, counted) => {
    expect(addressOf(remote)).toBe(counted);
  });

  it('of IPv6 counts by its first half alone, however it is written', () => {
    const law = fc.property(ipv6Groups, ipv6Groups, fc.boolean(), (network, other, isUpper) => {
      const written = (groups: readonly number[]) => {
        const text = groups.map((group) => group.toString(16)).join(':');
        return isUpper ? text.toUpperCase() : text;
      };
      const neighbour = [...network.slice(0, 4), ...other.slice(4)];
      expect(addressOf(written(neighbour))).toBe(addressOf(written(network)));
      const stranger = [...network.slice(0, 3), (network[3] ?? 0) ^ 1, ...network.slice(4)];
      expect(addressOf(written(stranger))).not.toBe(addressOf(written(network)));
    });
    fc.assert(law);
  });
});

describe('what a request says of its own way', () => {
  const told = { 'x-forwarded-for': '198.51.100.1', forwarded: 'for=198.51.100.1;proto=https' };

  it('is not believed of whoever is not named as a proxy', () => {
    const law = fc.property(fc.ipV4(), fc.ipV4(), (remote, claimed) => {
      const headers = { 'x-forwarded-for': claimed, forwarded: `for=${claimed};proto=https` };
      const caller = new Callers(['192.0.2.1']).of(request(remote, headers));
      fc.pre(remote !== '192.0.2.1');
      expect(caller).toEqual({ address: remote, isSecure: false });
    });
    fc.assert(law);
  });

  it('is believed of a named proxy, of a subnet, and of both forms of its address', () => {
    for (const remote of ['192.0.2.1', '::ffff:192.0.2.1', '10.1.2.3', 'fd00::5']) {
      const caller = new Callers(['192.0.2.1', '10.0.0.0/8', 'fd00::/8']).of(request(remote, told));
      expect(caller).toEqual({ address: '198.51.100.1', isSecure: true });
    }
  });

  it('is believed from the last proxy backwards, so that a client cannot put a name before its own', () => {
    const trusted = ['192.0.2.0/24'];
    const headers = { 'x-forwarded-for': '203.0.113.66, 198.51.100.1, 192.0.2.7' };
    expect(addressOf('192.0.2.1', headers, trusted)).toBe('198.51.100.1');
    const standard = { forwarded: 'for=203.0.113.66, for="[2001:db8:1::9]:4711", for=192.0.2.7' };
    expect(addressOf('192.0.2.1', standard, trusted)).toBe('2001:db8:1:0::/64');
  });

  it.each([
    [{}],
    [{ 'x-forwarded-for': 'unknown' }],
    [{ 'x-forwarded-for': '1.2.3.4.5' }],
    [{ forwarded: 'for=_hidden' }],
    [{ 'x-forwarded-for': '198.51.100.1', forwarded: 'for=198.51.100.2' }],
  ])('counts for the proxy itself where it is no address or doubtful: %j', (headers) => {
    expect(addressOf('192.0.2.1', headers, ['192.0.2.1'])).toBe('192.0.2.1');
  });

  it('may have ports', () => {
    for (const hop of ['198.51.100.1:1234', '198.51.100.1']) {
      expect(addressOf('192.0.2.1', { 'x-forwarded-for': hop }, ['192.0.2.1'])).toBe(
        '198.51.100.1',
      );
    }
  });

  it.each(['everybody', '10.0.0.0/33', '10.0.0.0/x', '', '::1/129'])(
    'cannot be trusted of %j, which is no address',
    (entry) => {
      expect(() => new Callers([entry])).toThrow(/--trust-proxy must be the address of a proxy/);
    },
  );
});
