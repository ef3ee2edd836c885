import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import type { ChannelsSetUp } from "#lib/message/channel.ts";
import type { MessageNotSent, MessageTroubles } from "#lib/message/not-sent.ts";
import { smsStanding, type SmsOfPlace } from "#lib/message/sms-cap.ts";
import type { MessageChange, MessageSettings } from "#lib/message/sending-times.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import type { Instant } from "#lib/time/instant.ts";
import { fieldsOfMessages } from "#lib/wire/organisation/message-settings.ts";
import { isUuid } from "#lib/uuid.ts";
import { placesOfOrganisation } from "#lib/server/auth/places-of-organisation.ts";
import { clock } from "#lib/server/clock.ts";
import { db, transaction, type Tx } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { contentHash } from "#lib/server/content-hash.ts";
import { channelsSetUp } from "#lib/server/message/channels-set-up.ts";
import { remindersOfRow } from "#lib/server/message/reminders-of-row.ts";
import { MOST_SMS_A_DAY, smsOfDay } from "#lib/server/message/sms-of-day.ts";
import { smsOfMonth } from "#lib/server/message/sms-of-month.ts";
import { messagesNotSent } from "./messages-not-sent.ts";

/**
 * What the page of messages shows of an organisation. `places`: those with SMS this month, the fullest first.
 */
export type ReadMessages = {
  readonly settings: MessageSettings;
  readonly contracts: ChannelsSetUp;
  readonly places: readonly SmsOfPlace[];
  readonly notSent: readonly MessageNotSent[];
};

/** What is set of messages, for whoever may set them; undefined for everybody else. */
export const readMessageSettings = async (actor: Actor, organisation: string): Promise<MessageSettings | undefined> =>
  isUuid(organisation) && may(actor, { act: "manage-messages", organisation })
    ? settingsOfRow(await settingsRow(db, organisation))
    : undefined;

/** For whoever may set them; a constant number of statements, whatever places there are. */
export async function readMessages(actor: Actor, organisation: string): Promise<Result<ReadMessages, "not-allowed">> {
  if (!may(actor, { act: "manage-messages", organisation })) return refuse("not-allowed");
  const now = clock.now();
  const settings = settingsOfRow(await settingsRow(db, organisation));
  const by = channelsSetUp();
  const [places, notSent] = await Promise.all([
    by.sms ? smsOfPlaces(organisation, settings.cap, now) : [],
    messagesNotSent(organisation, now),
  ]);
  return accept({ settings, contracts: by, places, notSent });
}

/**
 * What is wrong with messages, for the first page of who may set them; undefined for everybody else. Without SMS or a
 * limit no place is looked at.
 */
export async function readMessageTroubles(actor: Actor, organisation: string): Promise<MessageTroubles | undefined> {
  if (!may(actor, { act: "manage-messages", organisation })) return undefined;
  const now = clock.now();
  const { sms } = channelsSetUp();
  const { cap } = sms ? settingsOfRow(await settingsRow(db, organisation)) : {};
  const [places, ofDay, notSent] = await Promise.all([
    cap === undefined ? [] : smsOfPlaces(organisation, cap, now),
    sms ? smsOfDay(db, [organisation], now) : new Map<string, number>(),
    messagesNotSent(organisation, now),
  ]);
  const today = ofDay.get(organisation) ?? 0;
  const standing = (one: SmsOfPlace["standing"]): number => places.filter((place) => place.standing === one).length;
  return {
    near: standing("near"),
    reached: standing("reached"),
    ofDay: today < MOST_SMS_A_DAY ? 0 : today,
    notSent: notSent.length,
  };
}

/** The SMS of this month at each place where an organisation works and has sent any, the fullest first. */
async function smsOfPlaces(
  organisation: string,
  cap: number | undefined,
  now: Instant,
): Promise<readonly SmsOfPlace[]> {
  const places = await db.place.findMany({
    where: await placesOfOrganisation(db, organisation),
    select: { id: true, shortName: true, timeZone: true },
  });
  const used = await smsOfMonth(
    db,
    places.map(({ id, timeZone }) => ({ place: id, zone: timeZone })),
    now,
  );
  return places
    .flatMap(({ id, shortName }) => {
      const there = used.get(id);
      return there === undefined ? [] : [{ place: shortName, used: there, standing: smsStanding(there, cap) }];
    })
    .toSorted((one, other) => other.used - one.used || one.place.localeCompare(other.place, "fr"));
}

/**
 * Whoever may says when reminders leave and how many SMS a place may send in a month. What waits keeps its moment:
 * reminders are put in when an hour is booked or moved. Refused `changed-meanwhile` when what is stored is
 * no longer of the version `seen` (`fieldsOfMessages`).
 */
export async function saveMessageSettings(
  actor: Actor,
  {
    organisation,
    seen,
    change,
  }: { readonly organisation: string; readonly seen?: string; readonly change: MessageChange },
): Promise<Result<{ readonly changed: readonly string[] }, "not-allowed" | "not-found" | "changed-meanwhile">> {
  if (!may(actor, { act: "manage-messages", organisation })) return refuse("not-allowed");
  return transaction((tx) => save(tx, actor, { organisation, seen, change }), actor);
}

async function save(
  tx: Tx,
  actor: Actor,
  {
    organisation,
    seen,
    change: { reminders, cap },
  }: { readonly organisation: string; readonly seen: string | undefined; readonly change: MessageChange },
): ReturnType<typeof saveMessageSettings> {
  const [found] = await tx.$queryRaw<readonly { readonly name: string }[]>`
    SELECT name FROM organisation WHERE id = ${organisation}::uuid FOR UPDATE`;
  if (!found) return refuse("not-found");
  const row = await settingsRow(tx, organisation);
  const before = settingsOfRow(row);
  if (seen !== undefined && seen !== contentHash(fieldsOfMessages(before))) return refuse("changed-meanwhile");
  const data = {
    firstReminder: minutesOf(reminders.first),
    lastReminder: minutesOf(reminders.last),
    ...(cap !== undefined && { smsCap: cap }),
  };
  const stood = {
    firstReminder: minutesOf(before.reminders.first),
    lastReminder: minutesOf(before.reminders.last),
    smsCap: before.cap ?? null,
  };
  const changed = Object.entries(data).flatMap(([field, value]) =>
    value === stood[field as keyof typeof stood] ? [] : [field],
  );
  if (changed.length === 0) return accept({ changed });
  await tx.organisationSettings.upsert({
    where: { organisationId: organisation },
    create: { organisationId: organisation, serviceName: [...found.name].slice(0, LONGEST_NAME).join(""), ...data },
    update: data,
    select: { organisationId: true },
  });
  const entry = { act: "organisation-settings-changed", organisation, data: { fields: changed.join(" ") } } as const;
  await appendJournal(tx, actor, entry, clock.now());
  return accept({ changed });
}

/** Characters of the name of a service: that of its organisation stands as long as it has said none. */
const LONGEST_NAME = 60;

const minutesOf = (reminder: number | "none"): number | null => (reminder === "none" ? null : reminder);

type SettingsRow = {
  readonly firstReminder: number | null;
  readonly lastReminder: number | null;
  readonly smsCap: number | null;
};

const settingsRow = (tx: Pick<Tx, "organisationSettings">, organisation: string): Promise<SettingsRow | null> =>
  tx.organisationSettings.findUnique({
    where: { organisationId: organisation },
    select: { firstReminder: true, lastReminder: true, smsCap: true },
  });

function settingsOfRow(row: SettingsRow | null): MessageSettings {
  const { firstReminder = null, lastReminder = null, smsCap = null } = row ?? {};
  const reminders = remindersOfRow({ firstReminder, lastReminder, notSet: row === null });
  return { reminders, ...(smsCap !== null && { cap: smsCap }) };
}
