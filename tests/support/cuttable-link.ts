import { PassThrough, Transform } from "node:stream";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A proxy between a browser and the application that a test can cut and restore. */
export type CuttableLink = {
  readonly url: string;
  /** Drops every connection and refuses new ones, as when the Wi-Fi fails. */
  cut: () => void;
  restore: () => void;
  close: () => Promise<void>;
};

/** What passes in a direction, as text of as many bytes. */
type Rewrite = (passing: string) => string;

/**
 * Opens the proxy on loopback, in front of `target`, an http address of this machine. `asked` and `answered` may change what passes, not
 * how long it is.
 */
export async function openLink(
  target: string,
  { asked, answered }: { readonly asked?: Rewrite; readonly answered?: Rewrite } = {},
): Promise<CuttableLink> {
  const { hostname, port } = new URL(target);
  const live = new Set<Socket>();
  let whole = true;
  const keep = (socket: Socket): Socket => {
    live.add(socket);
    socket.on("close", () => live.delete(socket));
    socket.on("error", () => socket.destroy());
    return socket;
  };
  const server = createServer((near) => {
    if (!whole) return void near.destroy();
    const far = connect(Number(port), hostname);
    keep(near).pipe(rewritten(asked)).pipe(keep(far)).pipe(rewritten(answered)).pipe(near);
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const drop = (): void => live.forEach((socket) => socket.destroy());
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    cut: () => {
      whole = false;
      drop();
    },
    restore: () => {
      whole = true;
    },
    close: () => {
      drop();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Bytes as Latin-1 text, so that each is one letter. */
const rewritten = (rewrite: Rewrite | undefined): Transform =>
  rewrite === undefined
    ? new PassThrough()
    : new Transform({
        transform: (chunk: Buffer, _, done) => done(null, Buffer.from(rewrite(chunk.toString("latin1")), "latin1")),
      });
