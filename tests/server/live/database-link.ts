import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A proxy in front of the database that a test can cut, freeze and restore. */
export type DatabaseLink = {
  readonly url: string;
  /** Drops every connection; new ones are answered that the server is starting, as after a restart. */
  readonly cut: () => void;
  /** Drops every connection, and nothing else. */
  readonly dropAll: () => void;
  /** Existing connections stay open but pass no more data; new ones work. */
  readonly freeze: () => void;
  /** New connections are closed after their first words, as by a load balancer; existing ones work. */
  readonly closeNew: () => void;
  /**
   * New connections are accepted and get no answer until `restore`, as from a server without time; existing ones work.
   */
  readonly holdNew: () => void;
  /** The same for existing ones: nothing answers, and nothing is lost. */
  readonly holdAll: () => void;
  /** Resolves once that many connections wait for `restore`. */
  readonly held: (count: number) => Promise<void>;
  /**
   * Breaks the connection the next time the database reports that it has done this ("COMMIT"), before the report
   * arrives.
   */
  readonly loseAnswerTo: (done: string) => void;
  readonly restore: () => void;
  /** Resolves once that many connections have been refused or closed. */
  readonly refused: (count: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** PostgreSQL's message FATAL 57P03: a type byte, the length, then fields that end in a zero byte. */
const STARTING = (() => {
  const fields = Buffer.from("SFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0");
  const head = Buffer.alloc(5);
  head.write("E");
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
})();

/** Opens the proxy on loopback, in front of the database at that address. */
export async function openDatabaseLink(databaseUrl: string): Promise<DatabaseLink> {
  const target = new URL(databaseUrl);
  const pairs = new Set<readonly [Socket, Socket]>();
  const waiting = new Set<() => void>();
  let whole = true;
  let holding = false;
  let closing = false;
  let refusals = 0;
  /** What `restore` does for the connections that wait for it. */
  const held: (() => void)[] = [];
  const looks = (): void => waiting.forEach((look) => look());
  const when = (isSo: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => void (isSo() && (waiting.delete(look), resolve()));
      waiting.add(look);
      look();
    });
  let lost: string | undefined;
  const server = createServer((near) => {
    near.on("error", () => near.destroy());
    if (!whole) return refuse(near);
    if (closing) return refuse(near, "");
    if (!holding) return pass(near);
    held.push(() => pass(near));
    looks();
  });
  const pass = (near: Socket): void => {
    if (near.destroyed) return;
    const far = connect(Number(target.port), target.hostname);
    far.on("error", () => far.destroy());
    // Registered before the pipe, so that the connection is broken before the pipe writes to it.
    far.on("data", (answer: Buffer) => {
      if (lost === undefined || !answer.includes(`${lost}\0`)) return;
      lost = undefined;
      near.destroy();
    });
    near.pipe(far).pipe(near);
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
    const pair = [near, far] as const;
    pairs.add(pair);
    near.on("close", () => pairs.delete(pair));
  };
  const refuse = (near: Socket, farewell: Buffer | string = STARTING): void => {
    near.once("data", () => {
      near.end(farewell);
      refusals += 1;
      looks();
    });
  };
  const drop = (): void => pairs.forEach(([near]) => near.destroy());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const linked = new URL(databaseUrl);
  linked.port = String((server.address() as AddressInfo).port);
  return {
    url: linked.href,
    cut: () => {
      whole = false;
      drop();
    },
    dropAll: drop,
    freeze: () => pairs.forEach(([near, far]) => void (near.unpipe(far), far.unpipe(near))),
    loseAnswerTo: (done) => void (lost = done),
    closeNew: () => void (closing = true),
    holdNew: () => void (holding = true),
    holdAll: () => {
      holding = true;
      for (const [near, far] of pairs) {
        near.unpipe(far);
        far.unpipe(near);
        held.push(() => void near.pipe(far).pipe(near));
      }
    },
    held: (count) => when(() => held.length >= count),
    restore: () => {
      [whole, holding, closing] = [true, false, false];
      for (const goesOn of held.splice(0)) goesOn();
    },
    refused: (count) => when(() => refusals >= count),
    close: () => {
      for (const goesOn of held.splice(0)) goesOn();
      drop();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
