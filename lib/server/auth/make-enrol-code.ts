import type { Actor } from "../../access/actor.ts";
import { may } from "../../access/may.ts";
import { accept, refuse, type Result } from "../../result.ts";
import { plusMinutes, type Instant } from "../../time/instant.ts";
import { isUuid } from "../../uuid.ts";
import { clock, toDate } from "../clock.ts";
import { db, transaction, type Tx } from "../db.ts";
import { afterItsTwin, keepOutcome, outcomeOf } from "../once.ts";
import { freshEnrolCode, proofOfEnrolCode } from "./enrol-code.ts";

/** Minutes to walk from the desk to the door and type it. */
const GOOD_FOR = 10;

const SCOPE = "make-device";

export type DeviceWanted = { readonly place: string; readonly kind: "kiosk" | "screen"; readonly name: string };

/** A device to be, and the code that makes a browser it. The code is told once and kept nowhere. */
export type ToEnrol = {
  readonly id: string;
  readonly code: string;
  readonly expiresAt: Instant;
  readonly timeZone: string;
};

/**
 * A new device of a place, for its coordinators and administrators: an 8-character code good for ten minutes. The same
 * key (a UUID) leads to the same device with a fresh code, the former one being good no more; once that device is
 * enrolled or taken away it is refused `state-changed`.
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
  if (!may(actor, { act: "manage-devices", organisation: place.organisationId })) return refuse("not-allowed");
  const code = freshEnrolCode();
  const expiresAt = plusMinutes(clock.now(), GOOD_FOR);
  const coming = { enrolCode: proofOfEnrolCode(code), enrolUntil: toDate(expiresAt) };
  const made = await afterItsTwin(() => transaction((tx) => makeOnce(tx, wanted, coming, key)));
  return made.ok ? accept({ id: made.value, code, expiresAt, timeZone: place.timeZone }) : made;
}

type Coming = { readonly enrolCode: string; readonly enrolUntil: Date };

async function makeOnce(
  tx: Tx,
  wanted: DeviceWanted,
  coming: Coming,
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
    data: { placeId: wanted.place, kind: wanted.kind, name: wanted.name, ...coming },
    select: { id: true },
  });
  if (key !== undefined) await keepOutcome(tx, SCOPE, key, wanted, { kind: "device", id }, clock.now());
  return accept(id);
}
