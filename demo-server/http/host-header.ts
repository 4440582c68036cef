/**
 * Reads the Host of a request as a URL writes it (`[::FFFF:1.2.3.4]` is `[::ffff:102:304]` there), so that HTTP and
 * sockets take the same ones. Undefined for one that no URL has, and where there is none.
 */
export function readHost(host: string | undefined): string | undefined {
  if (host === undefined || !URL.canParse(`http://${host}`)) return undefined;
  const url = new URL(`http://${host}`);
  const name = host.replace(/:\d*$/, '').toLowerCase();
  const isAddress = /^\[[\da-f:.]+\]$/.test(name);
  return isAddress || url.hostname === name ? url.host : undefined;
}
