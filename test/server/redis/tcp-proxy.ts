import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Puts a proxy before a port of this machine, so that a test can cut one of its clients off. */
export async function openTcpProxy(target: number) {
  const sockets = new Set<Socket>();
  let isCut = false;
  let isSilent = false;
  let isDeaf = false;
  function pass(from: Socket, to: Socket, isReply: boolean): void {
    sockets.add(from);
    from.on('data', (chunk: Buffer) => {
      if (!isSilent && !(isDeaf && isReply)) to.write(chunk);
    });
    from.on('error', () => to.destroy());
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
  }
  const server = createServer((client) => {
    if (isCut) client.destroy();
    if (isCut) return;
    const upstream = connect(target, '127.0.0.1');
    pass(client, upstream, false);
    pass(upstream, client, true);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    /** Breaks all connections and refuses new ones. */
    cut: () => {
      isCut = true;
      for (const socket of sockets) socket.destroy();
    },
    /** Swallows all bytes, as a broken path does that tells nobody. */
    silence: () => {
      isSilent = true;
    },
    /** Swallows the bytes that come back. */
    deafen: () => {
      isDeaf = true;
    },
    /** Lets connections and bytes through again; what was swallowed is gone, and so are its connections. */
    mend: () => {
      if (isSilent || isDeaf) for (const socket of sockets) socket.destroy();
      isCut = false;
      isSilent = false;
      isDeaf = false;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
