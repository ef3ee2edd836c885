/** The documented parts of smtp-server that tests use; its own types need those of another version of nodemailer. */
declare module "smtp-server" {
  import type { Server } from "node:net";
  import type { Readable } from "node:stream";

  type Refusal = Error & { responseCode?: number };
  type Done = (error?: Refusal | null, message?: string) => void;
  type Session = {
    readonly id: string;
    readonly envelope: { readonly rcptTo: readonly { readonly address: string }[] };
  };

  export class SMTPServer {
    constructor(options: {
      readonly disabledCommands?: readonly string[];
      readonly authOptional?: boolean;
      readonly allowInsecureAuth?: boolean;
      readonly hideSTARTTLS?: boolean;
      readonly onConnect?: (session: Session, done: Done) => void;
      readonly onAuth?: (
        auth: { readonly username: string; readonly password: string },
        session: Session,
        done: (error: Refusal | null, answer?: { readonly user: string }) => void,
      ) => void;
      readonly onMailFrom?: (address: { readonly address: string }, session: Session, done: Done) => void;
      readonly onRcptTo?: (address: { readonly address: string }, session: Session, done: Done) => void;
      readonly onData?: (letter: Readable, session: Session, done: Done) => void;
    });
    readonly server: Server;
    readonly connections: ReadonlySet<{ readonly _socket: import("node:net").Socket }>;
    listen(port: number, host: string, listening: () => void): void;
    close(closed: () => void): void;
    on(event: "error", handle: (error: Error) => void): void;
  }
}
