import { PassThrough, Transform } from "node:stream";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A proxy between a browser and the application that a test can cut and restore. */
export type CuttableProxy = {
  readonly url: string;
  /** Drops every connection, with what was kept back of it, and refuses new ones, as when the Wi-Fi fails. */
  cut: () => void;
  restore: () => void;
  /**
   * Keeps back what is asked, or what is answered, until `release`: the other side has sent it, and nothing arrives.
   */
  hold: (what: "asked" | "answered") => void;
  /** Lets everything pass again that was kept back; of connections that ended meanwhile nothing arrives. */
  release: () => void;
  close: () => Promise<void>;
};

/** What passes in a direction, as text of as many bytes. */
type Rewrite = (passing: string) => string;

/**
 * Opens the proxy on loopback, in front of `target`, an http address of this machine. `asked` and `answered` may change
 * what passes, not how long it is. `through`: what each answer of a connection passes through; `askedThrough`: the same
 * of what is asked.
 */
export async function openProxy(
  target: string,
  {
    asked,
    answered,
    through = () => new PassThrough(),
    askedThrough = () => new PassThrough(),
  }: {
    readonly asked?: Rewrite;
    readonly answered?: Rewrite;
    readonly through?: () => Transform;
    readonly askedThrough?: () => Transform;
  } = {},
): Promise<CuttableProxy> {
  const { hostname, port } = new URL(target);
  const live = new Set<Socket>();
  let whole = true;
  const gates = { asked: gate(), answered: gate() };
  const keep = (socket: Socket): Socket => {
    live.add(socket);
    socket.on("close", () => live.delete(socket));
    socket.on("error", () => socket.destroy());
    return socket;
  };
  const server = createServer((near) => {
    if (!whole) return void near.destroy();
    const far = connect(Number(port), hostname);
    keep(near)
      .pipe(rewritten(asked))
      .pipe(askedThrough())
      .pipe(gates.asked.through())
      .pipe(keep(far))
      .pipe(rewritten(answered))
      .pipe(through())
      .pipe(gates.answered.through())
      .pipe(near);
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const drop = (): void => live.forEach((socket) => socket.destroy());
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    cut: () => {
      whole = false;
      gates.asked.drop();
      gates.answered.drop();
      drop();
    },
    restore: () => {
      whole = true;
    },
    hold: (what) => gates[what].shut(),
    release: () => {
      gates.asked.open();
      gates.answered.open();
    },
    close: () => {
      drop();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** What passes in one direction, for all connections: while it is shut, each keeps what comes. */
function gate() {
  let isShut = false;
  const kept: (() => void)[] = [];
  return {
    shut: () => void (isShut = true),
    open: () => {
      isShut = false;
      for (const pass of kept.splice(0)) pass();
    },
    drop: () => void kept.splice(0),
    through: () =>
      new Transform({
        transform: (chunk: Buffer, _, done) => (isShut ? void kept.push(() => done(null, chunk)) : done(null, chunk)),
      }),
  };
}

/** Bytes as Latin-1 text, so that each is one letter. */
const rewritten = (rewrite: Rewrite | undefined): Transform =>
  rewrite === undefined
    ? new PassThrough()
    : new Transform({
        transform: (chunk: Buffer, _, done) => done(null, Buffer.from(rewrite(chunk.toString("latin1")), "latin1")),
      });
