import type { AddressInfo } from "node:net";
import type { Readable } from "node:stream";
import { SMTPServer } from "smtp-server";

/**
 * What the server does to the next mail. `at`: at which command; `code`: its answer, or that it breaks the connection
 * or says nothing more.
 */
export type Trouble = {
  readonly at: "connect" | "login" | "sender" | "recipient" | "data" | "within-data" | "after-data";
  readonly code: number | "cut" | "silence";
  readonly says?: string;
};

/**
 * A mail server on this machine that asks for a login, and that accepts, refuses, defers, cuts or falls silent as it is
 * told.
 */
export async function smtpServer() {
  const letters: string[] = [];
  let trouble: Trouble | undefined;
  let connections = 0;
  type Done = (error?: (Error & { responseCode?: number }) | null, answer?: never) => void;

  const server = new SMTPServer({
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    onConnect: (_, done) => {
      connections++;
      meet("connect", done as Done);
    },
    onAuth: ({ username, password }, _, done) => {
      if (username !== "ville" || password !== "mail-password") return done(refusal(535, "5.7.8 Wrong password"));
      meet("login", ((error) => done(error ?? null, error ? undefined : { user: username })) as Done);
    },
    onMailFrom: (_, __, done) => meet("sender", done as Done),
    onRcptTo: (_, __, done) => meet("recipient", done as Done),
    onData: (letter, _, done) => {
      if (trouble?.at === "within-data") return meet("within-data", done as Done);
      void read(letter).then((text) => {
        if (trouble?.at === "after-data" && trouble.code !== "cut" && trouble.code !== "silence") {
          return meet("after-data", done as Done);
        }
        letters.push(text);
        meet("after-data", done as Done);
      });
    },
  });

  function meet(at: Trouble["at"], done: Done): void {
    if (trouble?.at !== at) return done();
    const { code, says = "no" } = trouble;
    trouble = undefined;
    if (code === "silence") return;
    if (code === "cut") return cut();
    done(refusal(code, says));
  }

  const cut = (): void => {
    for (const { _socket } of server.connections) _socket.destroy();
  };

  server.on("error", () => {});
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://ville:mail-password@127.0.0.1:${port}`,
    withPassword: (password: string) => `smtp://ville:${password}@127.0.0.1:${port}`,
    letters,
    meets: (next: Trouble) => void (trouble = next),
    connections: () => connections,
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        cut();
      }),
  };
}

const refusal = (code: number, says: string): Error & { responseCode: number } =>
  Object.assign(new Error(says), { responseCode: code });

async function read(letter: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of letter) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
