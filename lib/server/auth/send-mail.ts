import { createTransport } from "nodemailer";
import { env } from "../env.ts";
import { senderOf } from "./sender.ts";

/** A mail to the account of a colleague. `what`: what it is, for the log: « A sign-in code ». */
type Mail = { readonly to: string; readonly subject: string; readonly text: string; readonly what: string };

/** Whether mail leaves this installation. */
export const isMailSetUp = (): boolean => Boolean(env.SMTP_URL && env.MAIL_FROM);

/** Sends it, where mail is set up. It does not wait for the mail server; a failure is logged without address and text. */
export function sendMail({ what, ...mail }: Mail): void {
  if (!env.SMTP_URL || !env.MAIL_FROM) return;
  sendBy(env.SMTP_URL, env.MAIL_FROM, mail).catch(() =>
    console.error(`${what} could not be sent. Check SMTP_URL and MAIL_FROM, and that the mail server answers.`),
  );
}

async function sendBy(server: string, sender: string, { to, subject, text }: Omit<Mail, "what">): Promise<void> {
  await createTransport(server).sendMail({ ...(await senderOf(to, sender)), to, subject, text });
}
