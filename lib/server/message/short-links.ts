import { createHash, randomBytes } from "node:crypto";
import { LINK_SECRET_LENGTH } from "#lib/message/facts.ts";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db, type Queryable } from "#lib/server/db.ts";
import { secretOf } from "#lib/server/secrets.ts";

/** 32 digits and small letters, none of which is read for another: twelve of them have 60 random bits. */
const LETTERS = "123456789abcdefghjkmnpqrstuvwxyz";

/** Minutes after its hour at which an address in a message opens nothing any more. */
const DEAD_AFTER = 24 * 60;

/**
 * To whose page an address leads; of an account, to where somebody of the team answers; of a place, to the notice for
 * its door.
 */
type LinkTo =
  | { readonly appointment: string }
  | { readonly visit: string }
  | { readonly account: string }
  | { readonly place: string };

/**
 * What is written of an address in a message that is composed: to whom it leads, and the hour (of a number: the end of
 * its half-day) after which it dies within a day.
 */
export type NewLink = { readonly to: LinkTo; readonly hour: Instant };

/**
 * Makes the last part of an address `/r/…`, and keeps its hash alone, with the way by which it is sent; one statement.
 */
export async function freshLink(tx: Queryable, { to, hour }: NewLink, channel: "sms" | "mail"): Promise<string> {
  const secret = [...randomBytes(LINK_SECRET_LENGTH)].map((byte) => LETTERS[byte % LETTERS.length]).join("");
  const {
    appointment = null,
    visit = null,
    account = null,
    place = null,
  } = to as Partial<Record<"appointment" | "visit" | "account" | "place", string>>;
  await tx.$queryRaw`
    INSERT INTO short_link (hash, appointment_id, visit_id, account_id, place_id, channel, expires_at)
    VALUES (${hashOf(secret)}, ${appointment}::uuid, ${visit}::uuid, ${account}::uuid, ${place}::uuid, ${channel}, ${toDate(plusMinutes(hour, DEAD_AFTER))}) RETURNING 1`;
  return secret;
}

/** The page to which an address in a message leads, in the language of whoever got it where that is known. */
export type OpenedLink =
  | {
      readonly page: "rendez-vous" | "suivi";
      readonly secret: string;
      readonly language?: string;
      /** Of an appointment: its id, and what of its contact the opened address proves. */
      readonly proves?: { readonly appointment: string; readonly what: "phone" | "email" };
    }
  // Where somebody of the team answers; the page has the same secret, and is dead with it.
  | {
      readonly page: "reponse";
      readonly secret: string;
      readonly account: string;
      readonly language?: never;
      readonly proves?: never;
    }
  // The notice for the door of the place of this slug, which anybody may read.
  | { readonly page: "avis"; readonly place: string; readonly language?: never; readonly proves?: never };

/**
 * Where the address `/r/…` leads, or undefined for any other text, and from 24 hours after the hour on: the one for
 * which it was made, and the one that the appointment has now, whichever comes first.
 */
export async function openLink(secret: string, now: Instant = clock.now()): Promise<OpenedLink | undefined> {
  if (!new RegExp(`^[${LETTERS}]{${LINK_SECRET_LENGTH}}$`, "u").test(secret)) return undefined;
  const [row] = await db.$queryRaw<readonly LinkRow[]>`
    SELECT a.id::text AS appointment, a.generation AS "appointmentGeneration", v.id::text AS visit, v.generation AS "visitGeneration", coalesce(a.language, v.language) AS language, u.id::text AS account, p.slug AS place, l.channel
    FROM short_link l LEFT JOIN appointment a ON a.id = l.appointment_id LEFT JOIN visit v ON v.id = l.visit_id
      LEFT JOIN user_account u ON u.id = l.account_id AND u.anonymised_at IS NULL LEFT JOIN place p ON p.id = l.place_id
    WHERE l.hash = ${hashOf(secret)} AND l.expires_at > ${toDate(now)}
      AND coalesce(a.starts_at, l.expires_at) > ${toDate(plusMinutes(now, -DEAD_AFTER))}`;
  if (!row) return undefined;
  const { appointment, appointmentGeneration, visit, visitGeneration, account, place, language, channel } = row;
  if (account !== null) return { page: "reponse", secret, account };
  if (place !== null) return { page: "avis", place };
  const known = language === null ? {} : { language };
  if (appointment !== null)
    return {
      page: "rendez-vous",
      secret: secretOf("appointment", appointment, appointmentGeneration ?? 1),
      ...known,
      ...(channel !== null && { proves: { appointment, what: channel === "sms" ? "phone" : "email" } }),
    };
  return visit === null
    ? undefined
    : { page: "suivi", secret: secretOf("visit", visit, visitGeneration ?? 1), ...known };
}

type LinkRow = {
  readonly account: string | null;
  readonly place: string | null;
  readonly appointment: string | null;
  readonly appointmentGeneration: number | null;
  readonly visit: string | null;
  readonly visitGeneration: number | null;
  readonly language: string | null;
  readonly channel: "sms" | "mail" | null;
};

const hashOf = (secret: string): Buffer => createHash("sha256").update(secret).digest();
