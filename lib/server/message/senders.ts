import { randomInt } from "node:crypto";
import { env } from "#lib/server/env.ts";
import type { Senders } from "./compose-message.ts";
import { demoMessages } from "./demo-messages.ts";
import { chosenGateway } from "./gateways/gateways.ts";
import { databaseMail } from "./gateways/database.ts";
import type { OpenGateway } from "./gateways/gateway.ts";
import { smtpMail, type MailSender } from "./gateways/mail.ts";

/** Kept on the process, since a bundler may load this file more than once. */
const kept = globalThis as { senders?: Senders; smsGateway?: { readonly is: OpenGateway | undefined } };

/** The gateway of this installation, made once a process; undefined without a contract. */
export const smsGateway = (): OpenGateway | undefined => (kept.smsGateway ??= { is: chosenGateway(demoMessages) }).is;

/**
 * By what messages leave this installation. A process makes it once: connections to the mail server are kept, and the
 * gateway of OVHcloud keeps the time of its clock.
 */
export function senders(mailOf: Senders["mailOf"], numberMessages?: Senders["numberMessages"]): Senders {
  if (kept.senders) return kept.senders;
  const sms = smsGateway();
  const mail = chosenMail();
  return (kept.senders = {
    random: () => randomInt(2 ** 32) / 2 ** 32,
    mailOf,
    ...(numberMessages && { numberMessages }),
    ...(sms && { sms }),
    ...(mail && { mail }),
  });
}

/** As `contracts` says: by the mail server; those of a demonstration that keeps its SMS are kept beside them. */
function chosenMail(): MailSender | undefined {
  if (env.SMS_GATEWAY === "database") return databaseMail(demoMessages);
  return env.SMTP_URL && env.MAIL_FROM ? smtpMail(env.SMTP_URL) : undefined;
}
