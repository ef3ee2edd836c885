import { PassThrough } from "node:stream";
import { createTransport } from "nodemailer";
import { withTimeout } from "#lib/server/with-timeout.ts";
import { DEADLINE } from "./ask-gateway.ts";
import type { AfterLostAnswer, GatewayRefusal, SendResult } from "./gateway.ts";

/** Somebody in a header of a mail. */
type Party = { readonly name: string; readonly address: string };

/**
 * A finished mail. `tag`: the id of its row in the outbox. `from`: the organisation, by an address for which our mail
 * server sends. `calendar`: an invitation or its cancellation (RFC 6047), with the method that stands in it.
 * `unsubscribe`: the page on which its reader stops such mails (RFC 2369, docs/decisions/sms-and-mail.md).
 */
export type Mail = {
  readonly tag: string;
  readonly to: string;
  readonly from: Party;
  readonly replyTo?: string | undefined;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly calendar?: { readonly method: "REQUEST" | "CANCEL"; readonly content: string } | undefined;
  readonly unsubscribe?: string | undefined;
};

/**
 * One way in which mails leave. It does not throw for what a server or the network does. `close` ends its connections.
 */
export type MailSender = { readonly send: (mail: Mail) => Promise<SendResult>; readonly close: () => void };

/**
 * What can be done about a mail whose answer was lost: a second try may be a second mail, for readers that do not
 * compare the Message-ID.
 */
export const LOST_MAIL: AfterLostAnswer = { by: "nothing" };

/**
 * How a server is spoken to. `deadline`: milliseconds for each of its answers. `connections`: how many it may have at
 * once.
 */
type ConnectionOptions = { readonly deadline?: number; readonly connections?: number };

/**
 * Mails by a server (SMTP_URL), over connections that are kept. The Message-ID is made of the tag, so that a second try
 * is the same mail to servers and readers that compare it; none has to, and a server cannot be asked (`LOST_MAIL`,
 * docs/decisions/sms-and-mail.md).
 *
 * - accepted once the server has said so after the last line;
 * - refused with a 5xx: at the login, the sender, the recipient, or the text;
 * - again with a 4xx, or when there is no connection or it broke before the whole mail was written: a server drops what
 *   it has received until then (RFC 5321, 4.1.1.10);
 * - unknown when the whole mail was written and no answer came, or when it has not ended after the longest that it may
 *   take.
 */
export function smtpMail(url: string, { deadline = DEADLINE, connections = 2 }: ConnectionOptions = {}): MailSender {
  const server = createTransport(withOptions(url, { deadline, connections }));
  server.use("stream", (mail, done) => {
    const { progress } = mail.data as Progressing;
    mail.message.processFunc((whole) => noteEnd(whole, progress));
    done();
  });
  return {
    async send({ tag, to, from, replyTo, subject, text, html, calendar, unsubscribe }) {
      const progress = { written: false };
      const letter = {
        progress,
        messageId: messageIdOf(tag, from.address),
        from,
        ...(replyTo !== undefined && { replyTo }),
        to,
        subject,
        text,
        html,
        headers: { "Auto-Submitted": "auto-generated" },
        ...(unsubscribe !== undefined && { list: { unsubscribe } }),
        ...(calendar && { icalEvent: { ...calendar, filename: "rendez-vous.ics" } }),
      };
      const sending = server.sendMail(letter);
      try {
        await withTimeout(STAGES * deadline, sending);
        return { kind: "accepted", id: messageIdOf(tag, from.address) };
      } catch (error) {
        return sentOfError(error as SmtpError, progress.written);
      }
    },
    close: () => server.close(),
  };
}

/**
 * The address of the server with how it is spoken to: what stands beside an address in an object is not read. By
 * default the pool sends a mail again by itself when a connection breaks, so twice where the answer alone was lost:
 * `maxRequeues`.
 */
function withOptions(url: string, { deadline, connections }: Required<ConnectionOptions>): string {
  const address = new URL(url);
  const options = {
    pool: true,
    maxConnections: connections,
    maxRequeues: 0,
    connectionTimeout: deadline,
    greetingTimeout: deadline,
    socketTimeout: deadline,
    dnsTimeout: deadline,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  for (const [name, value] of Object.entries(options)) address.searchParams.set(name, String(value));
  return address.href;
}

/** More answers than a server gives to one mail: no connection lasts longer, however slowly each of its lines comes. */
const STAGES = 12;

/** What stands in a mail on its way for `noteEnd`, beside what nodemailer reads. */
type Progressing = { readonly progress?: { written: boolean } };

/** The Message-ID of a mail: its tag at the host of its sender. */
const messageIdOf = (tag: string, sender: string): string => `<${tag}@${sender.slice(sender.lastIndexOf("@") + 1)}>`;

/**
 * Passes a mail on to the connection, which reads it once the server is ready for it, and notes in `progress` that its
 * last line was read.
 */
function noteEnd(whole: NodeJS.ReadableStream, progress: { written: boolean } | undefined): PassThrough {
  const passing = new PassThrough();
  whole.once("error", (error) => passing.destroy(error));
  passing.once("end", () => {
    if (progress) progress.written = true;
  });
  return whole.pipe(passing);
}

/** What nodemailer says of a failure. `responseCode`: the answer of the server; `command`: what it answered to. */
type SmtpError = {
  readonly code?: unknown;
  readonly command?: unknown;
  readonly responseCode?: unknown;
  readonly response?: unknown;
};

function sentOfError({ code, command, responseCode, response }: SmtpError, written: boolean): SendResult {
  if (typeof responseCode === "number" && responseCode >= 400 && responseCode < 600) {
    const said = `smtp-${responseCode}`;
    return responseCode < 500
      ? { kind: "again", code: said }
      : { kind: "refused", reason: reasonOf(String(command), String(response)), code: said };
  }
  const known = typeof code === "string" && /^E[A-Z]{1,20}$|^BUSY$/u.test(code) ? code : "BROKEN";
  // Found before anything is sent: an address that is none, or one with characters that this server does not take.
  if (known === "EENVELOPE") return { kind: "refused", reason: "bad-recipient", code: known };
  return written || known === "BUSY" ? { kind: "unknown", code: known } : { kind: "again", code: known };
}

/**
 * Why a server refused, by the command that it answered to and the subject of its enhanced status (RFC 3463: 5.1
 * addresses, 5.7 policy).
 */
function reasonOf(command: string, response: string): GatewayRefusal {
  if (/^AUTH/u.test(command) || /^530/u.test(response)) return "not-authorised";
  if (command === "MAIL FROM") return "sender-not-allowed";
  if (command === "RCPT TO") return /^5\d\d[ -]5\.7\./u.test(response) ? "sender-not-allowed" : "bad-recipient";
  return "text-refused";
}
