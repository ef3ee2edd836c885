/** The documented calls of nodemailer that are used here; the package ships no types. */
declare module "nodemailer" {
  type Address = string | { readonly name: string; readonly address: string };

  type Letter = {
    readonly from: Address;
    readonly replyTo?: string;
    readonly to: string;
    readonly subject: string;
    readonly text: string;
    readonly html?: string;
    readonly messageId?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly icalEvent?: { readonly method: string; readonly filename: string; readonly content: string };
    /** Ours: a plugin finds it in `data`. */
    readonly progress?: { written: boolean };
  };

  type MailInProgress = {
    readonly data: Letter;
    readonly message: { processFunc(pass: (whole: NodeJS.ReadableStream) => NodeJS.ReadableStream): void };
  };

  export function createTransport(url: string): {
    sendMail(mail: Letter): Promise<unknown>;
    use(step: "stream", plugin: (mail: MailInProgress, done: (error?: Error) => void) => void): void;
    close(): void;
  };
}
