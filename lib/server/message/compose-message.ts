import { composeLetter } from "#lib/mail/letter.ts";
import type { WordingLanguage } from "#lib/message/channel.ts";
import type { MessageFacts } from "#lib/message/facts.ts";
import { linkOf } from "#lib/message/facts.ts";
import { composeMail } from "#lib/message/mail/compose.ts";
import { addressOf, stopAddressOf } from "#lib/message/mail/parts.ts";
import { composeStaffMail } from "#lib/message/mail/compose-staff.ts";
import { composeSms } from "#lib/message/sms/compose.ts";
import { MINUTE, type Instant } from "#lib/time/instant.ts";
import type { LetterToMail } from "#lib/server/auth/letter-to-mail.ts";
import { senderOfMail } from "#lib/server/auth/sender-of-mail.ts";
import { db } from "#lib/server/db.ts";
import { env } from "#lib/server/env.ts";
import { translatorIn, translatorOfMails, translatorOfSms } from "#lib/server/translate.ts";
import type { AfterLostAnswer, SendResult, OpenGateway } from "./gateways/gateway.ts";
import { LOST_MAIL, type Mail, type MailSender } from "./gateways/mail.ts";
import type { TakenMessage } from "#lib/server/outbox/outbox.ts";
import type { MessageToSend, LetterToSend, MessageToResident, MessageToStaff } from "./message-to-send.ts";
import { freshLink } from "./short-links.ts";

/**
 * Between whom a mail goes: the organisation as residents know it, by the address that our mail server sends for, and
 * whoever is told.
 */
type Parties = { readonly organiser: Mail["from"]; readonly attendee: string };

/**
 * By what messages leave. `mailOf`: composes the mail of a message about the appointment of this id, with its calendar
 * part. `random`: from 0 to below 1, by chance. `numberMessages`: what messages about numbers in a line tell, as it is
 * true now.
 */
export type Senders = {
  readonly sms?: OpenGateway;
  readonly mail?: MailSender;
  readonly mailOf: (
    told: MessageFacts,
    appointment: string,
    words: WordingLanguage,
    parties: Parties,
    now: Instant,
  ) => Promise<Pick<Mail, "subject" | "html" | "text" | "calendar">>;
  readonly numberMessages?: (
    messages: readonly TakenMessage[],
    now: Instant,
  ) => Promise<ReadonlyMap<string, MessageToResident>>;
  readonly random: () => number;
  readonly lettersOfTeam?: (messages: readonly TakenMessage[]) => Promise<readonly LetterToMail[]>;
  readonly partnerMessages?: (
    messages: readonly TakenMessage[],
    now: Instant,
  ) => Promise<ReadonlyMap<string, MessageToStaff>>;
};

/** A message that is composed and can be handed over, once. `segments`: of an SMS. */
export type Composed = {
  readonly by: string;
  readonly lost: AfterLostAnswer;
  readonly send: () => Promise<SendResult>;
  readonly segments?: number;
};

/** How a message leaves: by which way, in which words, and until when it is worth anything. */
export type Leaving = { readonly by: "sms" | "mail"; readonly words: WordingLanguage; readonly until: Instant };

/**
 * Composes a message of what is true now, with an address of its own. Undefined where this installation, or what
 * somebody left, has no such way.
 */
export async function composeMessage(
  ready: MessageToSend,
  { by, words, until }: Leaving,
  senders: Senders,
  now: Instant,
): Promise<Composed | undefined> {
  if (ready.of === "letter") return by === "mail" ? composeOfLetter(ready, senders) : undefined;
  if (ready.of === "staff") return by === "mail" ? composeForStaff(ready, words, senders) : undefined;
  const { phone, email, what, facts, link, host, message } = ready;
  const contact = by === "sms" ? phone : email;
  if (!what || contact === undefined || !senders[by]) return undefined;
  const told = { ...facts, ...what, link: linkOf(host, await freshLink(db, link, by)) } as MessageFacts;
  const locale = words === "figures" ? "fr" : words;
  if (by === "sms") {
    const gateway = senders.sms as OpenGateway;
    const { text, encoding, segments } = composeSms(told, words, translatorOfSms(locale), now);
    const validFor = Math.max(1, Math.floor((until - now) / MINUTE));
    const coding = encoding === "GSM-7" ? "gsm-7" : "ucs-2";
    return {
      by: gateway.name,
      lost: gateway.lost,
      segments,
      send: () => gateway.send({ to: contact, text, coding, tag: message.id, validFor }),
    };
  }
  const { organiser, replyTo } = await organiserOf(contact, message.organisation, facts.service);
  const parties = { organiser, attendee: contact };
  const mail =
    "appointment" in message.about
      ? await senders.mailOf(told, message.about.appointment, words, parties, now)
      : composeMail(told, words, translatorOfMails(locale), { service: organiser.name }, now);
  return {
    by: "mail",
    lost: LOST_MAIL,
    send: () =>
      (senders.mail as MailSender).send({
        ...mail,
        tag: message.id,
        to: contact,
        from: organiser,
        replyTo,
        ...(told.link !== undefined && { unsubscribe: stopAddressOf(told.kind, told.link) }),
      }),
  };
}

/** The mail to somebody of the team, whose link leads to where they answer, or to a partner. */
async function composeForStaff(
  { what, email, service, link, stop, host, message }: MessageToStaff,
  words: WordingLanguage,
  { mail }: Senders,
): Promise<Composed | undefined> {
  if (!what || !mail) return undefined;
  const locale = words === "figures" ? "fr" : words;
  const { organiser, replyTo } = await organiserOf(email, message.organisation, service);
  const told = {
    ...what,
    link: typeof link === "string" ? `${host}/${link}` : linkOf(host, await freshLink(db, link, "mail")),
    ...(stop !== undefined && { stop: `${host}/${stop}` }),
  };
  const composed = composeStaffMail(told, locale, translatorOfMails(locale), organiser.name);
  return {
    by: "mail",
    lost: LOST_MAIL,
    send: () =>
      mail.send({
        ...composed,
        tag: message.id,
        to: email,
        from: organiser,
        replyTo,
        ...(told.stop !== undefined && { unsubscribe: addressOf(told.stop) }),
      }),
  };
}

/** The letter to an account: of the organisation that writes, or for which the account works. */
async function composeOfLetter(
  { what, email, message }: LetterToSend,
  { mail }: Senders,
): Promise<Composed | undefined> {
  if (!mail) return undefined;
  const { organiser, replyTo } = await organiserOf(
    email,
    message.organisation,
    translatorIn(what.language, "site")("name"),
  );
  const composed = composeLetter(what, organiser.name);
  return {
    by: "mail",
    lost: LOST_MAIL,
    send: () => mail.send({ ...composed, tag: message.id, to: email, from: organiser, replyTo }),
  };
}

/**
 * From whom a mail goes, by the address for which our mail server sends. `service`: where neither organisation nor
 * `MAIL_FROM` has a name.
 */
async function organiserOf(contact: string, organisation: string | undefined, service: string) {
  const installation = env.MAIL_FROM ?? `aide@${new URL(env.APP_URL).hostname}`;
  const { from, replyTo } = await senderOfMail(contact, installation, organisation);
  return { organiser: { ...from, name: from.name ?? service }, replyTo };
}
