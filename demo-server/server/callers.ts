import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { StartError } from '../shared/start-error.ts';

/** Where a request comes from, as far as its connection and the proxies before it tell. */
export interface Caller {
  /** What is counted as one machine or household: an IPv4 address, or the /64 of an IPv6 address; '' when unknown. */
  readonly address: string;
  /** Whether the client speaks HTTPS, with this server or with a proxy before it. */
  readonly isSecure: boolean;
}

/** What a caller is read from: a request of Node's HTTP server. */
export type CallerRequest = Pick<IncomingMessage, 'headers' | 'socket'>;

/**
 * Tells who calls. What a request says of its own way (`X-Forwarded-For`, `Forwarded` of RFC 7239) is believed only of
 * proxies that the server was told to trust, and from the last of them backwards, so that nobody can pose as another.
 */
export class Callers {
  readonly #trusted = new BlockList();

  /** @param trusted Addresses and subnets of proxies, such as `127.0.0.1` or `10.0.0.0/8`. Throws a `StartError` for others. */
  constructor(trusted: readonly string[] = []) {
    for (const entry of trusted) this.#trust(entry);
  }

  /** The caller of a request. */
  of({ headers, socket }: CallerRequest): Caller {
    const direct = plainAddress(socket.remoteAddress ?? '') ?? '';
    const isSecure = 'encrypted' in socket;
    if (!this.#isTrusted(direct)) return { address: counted(direct), isSecure };
    const { address, scheme } = this.#forwarded(headers, direct);
    return { address: counted(address), isSecure: isSecure || scheme === 'https' };
  }

  /** Whether the address of a connection is that of a proxy which is believed. */
  isProxy(address: string): boolean {
    return this.#isTrusted(plainAddress(address) ?? '');
  }

  #forwarded(headers: IncomingMessage['headers'], direct: string) {
    const hops = listOf(headers['x-forwarded-for']);
    const standard = listOf(headers['forwarded']);
    const byList = this.#walk(direct, hops);
    const byStandard = this.#walk(
      direct,
      standard.map((hop) => parameterOf(hop, 'for')),
    );
    // Where both are there, one of them may be the client's own invention, and it is not known which.
    const isDoubtful = hops.length > 0 && standard.length > 0 && byList !== byStandard;
    const scheme =
      listOf(headers['x-forwarded-proto']).at(-1) ?? parameterOf(standard.at(-1) ?? '', 'proto');
    const told = hops.length > 0 ? byList : byStandard;
    return { address: isDoubtful ? direct : told, scheme: scheme.toLowerCase() };
  }

  /** Goes back from hop to hop as long as each is told by somebody who is trusted. */
  #walk(direct: string, hops: readonly string[]): string {
    let address = direct;
    for (const hop of hops.toReversed()) {
      const before = this.#isTrusted(address) ? plainAddress(withoutPort(hop)) : undefined;
      if (before === undefined) break;
      address = before;
    }
    return address;
  }

  #isTrusted(address: string): boolean {
    const family = isIP(address);
    return family !== 0 && this.#trusted.check(address, family === 6 ? 'ipv6' : 'ipv4');
  }

  #trust(entry: string): void {
    const [text = '', bits] = entry.split('/');
    const address = plainAddress(text);
    const family = isIP(address ?? '') === 6 ? 'ipv6' : 'ipv4';
    const most = family === 'ipv6' ? 128 : 32;
    const isGood = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most);
    if (address === undefined || !isGood) {
      throw new StartError(
        `--trust-proxy must be the address of a proxy, such as 127.0.0.1 or 10.0.0.0/8, not “${entry}”.`,
      );
    }
    if (bits === undefined) this.#trusted.addAddress(address, family);
    else this.#trusted.addSubnet(address, Number(bits), family);
  }
}

function listOf(header: string | string[] | undefined): string[] {
  const text = [header ?? []].flat().join(',');
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

/** A parameter of one element of `Forwarded`: `for="[2001:db8::1]:4711";proto=https`. */
function parameterOf(element: string, name: string): string {
  const pair = element
    .split(';')
    .find((entry) => entry.trim().toLowerCase().startsWith(`${name}=`));
  return (pair?.slice(pair.indexOf('=') + 1) ?? '').trim().replaceAll('"', '');
}

function withoutPort(hop: string): string {
  return /^\[(.+)\](?::\d+)?$/.exec(hop)?.[1] ?? /^([\d.]+):\d+$/.exec(hop)?.[1] ?? hop;
}

/** An address in its one form: IPv4 also where IPv6 wraps it, no zone; undefined for what is none. */
function plainAddress(text: string): string | undefined {
  const [bare = ''] = text.split('%');
  if (isIP(bare) === 4) return bare;
  if (isIP(bare) !== 6) return undefined;
  const groups = groupsOf(bare);
  const wraps = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (!wraps) return groups.map((group) => group.toString(16)).join(':');
  const [high = 0, low = 0] = groups.slice(6);
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** One customer of a provider has at least a /64 of IPv6 to himself. */
function counted(address: string): string {
  if (isIP(address) !== 6) return address;
  return `${groupsOf(address)
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

function groupsOf(address: string): number[] {
  // The URL parser knows every way to write one, and writes it in one way, with hexadecimal groups alone.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after].map((group) => Number.parseInt(group, 16));
}
