import { randomUUID } from "node:crypto";
import { z } from "zod";
import { MOST_CASES, type ReceptionCase } from "#lib/booking/reception-case.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { instant, plusMinutes, type Instant } from "#lib/time/instant.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { seal, unseal } from "#lib/server/sealed.ts";
import { KEPT_FOR } from "#lib/server/typed-form.ts";

/** A row of `typed_form` may be a form of another page: of so many, the newest, those that are cases are looked for. */
const MOST_ROWS = 50;

const moment = z.number().transform((milliseconds) => instant(milliseconds));
const schema = z.object({
  id: z.uuid(),
  since: moment,
  organisation: z.string(),
  topic: z.string(),
  hour: z
    .object({
      permanence: z.uuid(),
      start: moment,
      place: z.string(),
      timeZone: z.string(),
      hold: z.string(),
      until: moment,
    })
    .optional(),
  name: z.string(),
  phone: z.string(),
  language: z.string(),
  prefersCall: z.boolean().default(false),
  toFetch: z.boolean().default(false),
});

/** Of one account, so that the row of another opens nothing. */
const purposeOf = (actor: StaffActor): string => `reception-case\0${actor.user}`;

/**
 * Begins a case about a topic, and keeps it. Cases are rows of `typed_form`, sealed for the account whose they are
 * (docs/decisions/set-up.md), so no address holds what was typed. They are kept half an hour from the last change.
 * Refused: `cases-full`.
 */
export async function beginCase(
  actor: StaffActor,
  begun: Pick<ReceptionCase, "organisation" | "topic" | "language">,
): Promise<Result<ReceptionCase, "cases-full">> {
  if ((await readCases(actor)).length >= MOST_CASES) return refuse("cases-full");
  const nobody = { name: "", phone: "", prefersCall: false, toFetch: false };
  const made = { ...begun, ...nobody, id: randomUUID(), since: clock.now() };
  await saveCase(actor, made);
  return accept(made);
}

/** Keeps a case as it is now, for another half an hour. */
export async function saveCase(actor: StaffActor, kept: ReceptionCase): Promise<void> {
  const expires = plusMinutes(clock.now(), KEPT_FOR);
  const row = { userId: actor.user, content: seal(purposeOf(actor), kept, expires), expiresAt: toDate(expires) };
  await db.typedForm.upsert({
    where: { id: kept.id },
    create: { id: kept.id, ...row },
    update: row,
    select: { id: true },
  });
}

/** The cases of this account that are neither booked nor dropped, the newest first. One query. */
export async function readCases(actor: StaffActor): Promise<readonly ReceptionCase[]> {
  const now = clock.now();
  const rows = await db.typedForm.findMany({
    where: { userId: actor.user, expiresAt: { gt: toDate(now) } },
    select: { content: true },
    orderBy: { expiresAt: "desc" },
    take: MOST_ROWS,
  });
  return rows
    .flatMap(({ content }) => opened(actor, content, now) ?? [])
    .toSorted((a, b) => b.since - a.since || a.id.localeCompare(b.id));
}

/** One of them; undefined for any other id. */
export const readCase = async (actor: StaffActor, id: string): Promise<ReceptionCase | undefined> =>
  (await readCases(actor)).find((kept) => kept.id === id);

/** Takes a case away. */
export async function removeCase(actor: StaffActor, id: string): Promise<void> {
  await db.typedForm.deleteMany({ where: { id, userId: actor.user } });
}

const opened = (actor: StaffActor, content: string, now: Instant): ReceptionCase | undefined =>
  schema.safeParse(unseal(purposeOf(actor), content, now)).data;
