import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A proxy in front of a database; programs that use its address connect through it. */
export type ProxyWithoutLocks = { readonly url: string; readonly close: () => Promise<void> };

const LOCK = /FOR NO KEY UPDATE( OF [a-z]+)?/g;

/**
 * Opens a proxy that passes everything except requests for row locks, which it replaces with spaces: the product runs as it
 * is built, without its locks.
 */
export async function openProxyWithoutLocks(databaseUrl: string): Promise<ProxyWithoutLocks> {
  const target = new URL(databaseUrl);
  const live = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    live.add(socket);
    socket.on("close", () => live.delete(socket));
    return socket.on("error", () => socket.destroy());
  };
  const server = createServer((near) => {
    const far = keep(connect(Number(target.port), target.hostname));
    const removing = removeLocks();
    keep(near).on("data", (part: Buffer) => far.write(removing(part)));
    far.pipe(near);
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(databaseUrl);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    close: () => {
      for (const socket of live) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Takes what a client sends and returns complete messages without locks; an incomplete message waits for its rest. */
export function removeLocks(): (part: Buffer) => Buffer {
  let rest = Buffer.alloc(0);
  // The first message of a connection has no type before its length (PostgreSQL, "Message Formats").
  let type = 0;
  return (part) => {
    rest = Buffer.concat([rest, part]);
    const whole: Buffer[] = [];
    for (let size = sizeOf(rest, type); size !== undefined; size = sizeOf(rest, type)) {
      whole.push(
        Buffer.from(
          rest
            .subarray(0, size)
            .toString("latin1")
            .replace(LOCK, (words) => " ".repeat(words.length)),
          "latin1",
        ),
      );
      rest = rest.subarray(size);
      type = 1;
    }
    return Buffer.concat(whole);
  };
}

function sizeOf(bytes: Buffer, type: number): number | undefined {
  if (bytes.length < type + 4) return undefined;
  const size = type + bytes.readInt32BE(type);
  return bytes.length < size ? undefined : size;
}
