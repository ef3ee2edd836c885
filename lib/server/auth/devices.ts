import { createHmac, randomInt } from "node:crypto";
import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { plusMinutes, type Instant, instant, MINUTE } from "#lib/time/instant.ts";
import { isUuid } from "#lib/uuid.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { CODE_LETTERS } from "#lib/server/code-letters.ts";
import { db, transaction, type Tx } from "#lib/server/db.ts";
import { env } from "#lib/server/env.ts";
import { consume, giveBack, type TooOften } from "#lib/server/edge/rate-limit.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { retryForSameKey, keepOutcome, outcomeOf } from "#lib/server/idempotency.ts";
import { secretOf, claimedId, opens } from "#lib/server/secrets.ts";
import { noteVerified } from "./verified-credentials.ts";

/** A new enrolment code: eight letters and digits, read on one screen and typed on another. */
export const freshEnrolCode = (): string =>
  Array.from({ length: 8 }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join("");

const plain = (typed: string): string => typed.replace(/[\s.-]/gu, "").toUpperCase();

/** Whether a text has the form of such a code. A text of another form does not count as a try. */
export const isLikeEnrolCode = (typed: string): boolean => /^[2-9A-HJKMNP-Z]{8}$/.test(plain(typed));

/**
 * The keyed hash that is stored of a code, so that the database alone enrols nothing. Small letters and groups are the
 * same code.
 */
export const proofOfEnrolCode = (typed: string): string =>
  createHmac("sha256", env.APP_SECRET)
    .update(`enrol\0${plain(typed)}`)
    .digest("base64url");

/** How many minutes a code is valid: time to walk from the desk to the entrance and type it. */
const GOOD_FOR = 10;

const SCOPE = "make-device";

export type DeviceWanted = { readonly place: string; readonly kind: "kiosk" | "screen"; readonly name: string };

/**
 * A device that is not enrolled yet, and the code that enrols a browser as it. The code is shown once and not stored.
 */
export type ToEnrol = {
  readonly id: string;
  readonly code: string;
  readonly expiresAt: Instant;
  readonly timeZone: string;
};

/**
 * Makes a device of a place, for its coordinators and administrators, with a code of eight characters that is valid for
 * ten minutes. The same key (a UUID) leads to the same device with a new code, and the former code is void; once that
 * device is enrolled or revoked it is refused `state-changed`.
 */
export async function makeEnrolCode(
  actor: Actor,
  wanted: DeviceWanted,
  key?: string,
): Promise<Result<ToEnrol, "not-found" | "not-allowed" | "state-changed" | "idempotency-key-reused">> {
  const place = isUuid(wanted.place)
    ? await db.place.findUnique({ where: { id: wanted.place }, select: { organisationId: true, timeZone: true } })
    : null;
  if (!place) return refuse("not-found");
  if (!may(actor, { act: "manage-devices", place: wanted.place, organisation: place.organisationId }))
    return refuse("not-allowed");
  const code = freshEnrolCode();
  const expiresAt = plusMinutes(clock.now(), GOOD_FOR);
  const coming = { enrolCode: proofOfEnrolCode(code), enrolUntil: toDate(expiresAt) };
  const made = await retryForSameKey(() =>
    transaction((tx) => makeOnce(tx, actor, place.organisationId, wanted, coming, key), actor),
  );
  return made.ok ? accept({ id: made.value, code, expiresAt, timeZone: place.timeZone }) : made;
}

/**
 * Gives a device that waits for its code a new one, valid for ten minutes; the former code is void. For whoever lost
 * the code, which is shown once, or came too late with it. Refused `state-changed` once the device is enrolled or
 * revoked.
 */
export async function renewEnrolCode(
  actor: Actor,
  id: string,
): Promise<Result<ToEnrol & { readonly place: string }, "not-found" | "not-allowed" | "state-changed">> {
  const device = isUuid(id)
    ? await db.device.findUnique({
        where: { id },
        select: { placeId: true, place: { select: { organisationId: true, timeZone: true } } },
      })
    : null;
  if (!device) return refuse("not-found");
  const { placeId: place, place: of } = device;
  if (!may(actor, { act: "manage-devices", place, organisation: of.organisationId })) return refuse("not-allowed");
  const code = freshEnrolCode();
  const expiresAt = plusMinutes(clock.now(), GOOD_FOR);
  const { count } = await db.device.updateMany({
    where: { id, enrolledAt: null, revokedAt: null },
    data: { enrolCode: proofOfEnrolCode(code), enrolUntil: toDate(expiresAt) },
  });
  return count === 1 ? accept({ id, place, code, expiresAt, timeZone: of.timeZone }) : refuse("state-changed");
}

type PendingEnrolment = { readonly enrolCode: string; readonly enrolUntil: Date };

async function makeOnce(
  tx: Tx,
  actor: Actor,
  organisationId: string,
  wanted: DeviceWanted,
  coming: PendingEnrolment,
  key: string | undefined,
): Promise<Result<string, "state-changed" | "idempotency-key-reused">> {
  await tx.$queryRaw`SELECT 1 FROM place WHERE id = ${wanted.place}::uuid FOR NO KEY UPDATE`;
  const earlier = key === undefined ? accept(undefined) : await outcomeOf(tx, SCOPE, key, wanted);
  if (!earlier.ok) return earlier;
  if (earlier.value) {
    const { count } = await tx.device.updateMany({
      where: { id: earlier.value.id, enrolledAt: null, revokedAt: null },
      data: coming,
    });
    return count === 1 ? accept(earlier.value.id) : refuse("state-changed");
  }
  const { id } = await tx.device.create({
    data: { placeId: wanted.place, organisationId, kind: wanted.kind, name: wanted.name, ...coming },
    select: { id: true },
  });
  const data = { device: id, kind: wanted.kind };
  await appendJournal(
    tx,
    actor,
    { act: "device-made", organisation: organisationId, place: wanted.place, data },
    clock.now(),
  );
  if (key !== undefined) await keepOutcome(tx, SCOPE, key, wanted, { kind: "device", id }, clock.now());
  return accept(id);
}

/** A browser that is now a device of a place; `cookie` is the Set-Cookie line to answer with. */
export type Enrolled = {
  readonly cookie: string;
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly place: string;
  /** The place as addresses name it. */
  readonly slug: string;
};

/**
 * Enrols a browser as the device of a code; a code works once. Wrong, expired and used codes get the same refusal.
 * `who` (the hash of an address, the same in every process) has five tries a minute.
 */
export async function enrolDevice(code: string, who: string): Promise<Result<Enrolled, "not-found"> | TooOften> {
  if (!isLikeEnrolCode(code)) return refuse("not-found");
  // Counted before the code is looked at, so that guesses sent at once are counted too.
  const seconds = await consume("enrolment-tries", who);
  if (seconds !== undefined) return { ok: false, refusal: "too-many-requests", seconds };
  const now = toDate(clock.now());
  const [device] = await db.device.updateManyAndReturn({
    where: { enrolCode: proofOfEnrolCode(code), enrolUntil: { gt: now }, revokedAt: null },
    data: { enrolCode: null, enrolUntil: null, enrolledAt: now },
    select: { id: true, kind: true, name: true, placeId: true, generation: true },
  });
  if (!device) return refuse("not-found");
  await giveBack("enrolment-tries", who);
  const { id, kind, name, placeId: place, generation } = device;
  const { slug } = await db.place.findUniqueOrThrow({ where: { id: place }, select: { slug: true } });
  return accept({ cookie: deviceCookie(secretOf("device", id, generation)), id, kind, name, place, slug });
}

/** Revokes a device: its cookie and its code are void from now on. Called again, it answers the same. */
export async function revokeDevice(actor: Actor, id: string): Promise<Result<void, "not-found" | "not-allowed">> {
  const device = isUuid(id)
    ? await db.device.findUnique({
        where: { id },
        select: { kind: true, placeId: true, place: { select: { organisationId: true } } },
      })
    : null;
  if (!device) return refuse("not-found");
  const {
    kind,
    placeId: place,
    place: { organisationId: organisation },
  } = device;
  if (!may(actor, { act: "manage-devices", place, organisation })) return refuse("not-allowed");
  const now = clock.now();
  await transaction(async (tx) => {
    const { count } = await tx.device.updateMany({
      where: { id, revokedAt: null },
      data: { revokedAt: toDate(now), generation: { increment: 1 }, enrolCode: null, enrolUntil: null },
    });
    if (count === 1)
      await appendJournal(tx, actor, { act: "device-revoked", organisation, place, data: { device: id, kind } }, now);
  }, actor);
  return accept(undefined);
}

const secure = env.APP_URL.startsWith("https:");

/** 400 days, the longest that browsers keep a cookie: nobody stands at a kiosk to enrol it again. */
const SECONDS = 400 * 24 * 3600;

/** The cookie in which an enrolled device shows its secret; bound to this host under https. */
export const deviceCookieName = secure ? "__Host-device" : "device";

/**
 * The Set-Cookie line that gives a browser the secret of its device. Not readable by scripts, never sent from another
 * site.
 */
export const deviceCookie = (secret: string): string =>
  `${deviceCookieName}=${secret}; Path=/; Max-Age=${SECONDS}; HttpOnly; SameSite=Strict${secure ? "; Secure" : ""}`;

export type DeviceActor = Extract<Actor, { kind: "device" }>;

/** The kiosk or screen of a device cookie's value; undefined when the secret is wrong or the device was revoked. */
export async function actorOfDevice(secret: string | undefined): Promise<DeviceActor | undefined> {
  const id = secret === undefined ? undefined : claimedId(secret);
  if (secret === undefined || id === undefined) return undefined;
  const row = await db.device.findUnique({
    where: { id },
    select: { placeId: true, kind: true, generation: true, enrolledAt: true, revokedAt: true, lastHeardAt: true },
  });
  if (!row?.enrolledAt || row.revokedAt || !opens(secret, "device", id, row.generation)) return undefined;
  if (row.kind !== "kiosk" && row.kind !== "screen") return undefined;
  await noteLastRequest(id, row.lastHeardAt);
  noteVerified(secret);
  return { kind: "device", device: id, place: row.placeId, use: row.kind };
}

/** Notes the device's last request, to the minute: enough to see in a list that a screen is off. */
async function noteLastRequest(id: string, last: Date | null): Promise<void> {
  const now = clock.now();
  if (last && instant(last.getTime() + MINUTE) > now) return;
  await db.device.updateMany({ where: { id }, data: { lastHeardAt: toDate(now) } });
}
