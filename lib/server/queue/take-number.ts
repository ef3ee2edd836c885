import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { holdsNumberInName, holdsPersonalNumber } from "#lib/access/personal-number.ts";
import { phoneNumberOf } from "#lib/place/phone-number.ts";
import { isAlive } from "#lib/queue/board/live-board.ts";
import type { QueueRefusal } from "#lib/queue/acts/acts.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { isUuid } from "#lib/uuid.ts";
import { clock, freshId } from "#lib/server/clock.ts";
import { afterCommit, db, transaction, type Tx } from "#lib/server/db.ts";
import { retryForSameKey, keepOutcome, outcomeOf } from "#lib/server/idempotency.ts";
import type { NumbersOfAddress } from "./numbers-of-address.ts";
import { lockAndApply } from "./apply-command.ts";
import { permanenceWithLine, livelinessColumns, livelinessOf, type LivelinessRow } from "./line-rows.ts";
import { lockPermanence } from "./load-line.ts";
import { numberTaken, type NumberTaken } from "./visit-secret.ts";
import { nextWalkInWindow } from "#lib/schedule/walk-in.ts";
import { instant } from "#lib/time/instant.ts";
import { isoInZone } from "#lib/time/zone.ts";
import { windowsOf } from "#lib/server/schedule/permanence-rows.ts";
import { isTopicThere } from "#lib/server/schedule/read-topics.ts";

/** `name`, a first name, and `phone` are for the team alone, and erased in the night after the half-day. */
export type NumberWanted = {
  readonly permanence: string;
  readonly topic?: string;
  readonly language?: string;
  readonly priority?: boolean;
  readonly name?: string;
  readonly phone?: string;
};
export type TakeNumberRefusal =
  | QueueRefusal
  | "not-allowed"
  | "place-offline"
  | "unknown-topic"
  | "malformed"
  | "idempotency-key-reused";

const SCOPE = "take-number";

/**
 * Gives the next number of a permanence, on site: to the team, a kiosk of the place, or whoever holds its door's
 * secret; only the team may give priority. The same key (a UUID) leads to the same number however often it is sent.
 * Refused `place-offline` to door and kiosk while the team's devices are silent, `personal-number-refused` when name or
 * phone hold such a number, `malformed` when the phone is none. `from`: the numbers of the address that asks, counted
 * for a burst, which refuses nobody (docs/line.md#a-burst-of-numbers).
 */
export async function takeNumber(
  actor: Actor,
  wanted: NumberWanted,
  key?: string,
  from?: NumbersOfAddress,
): Promise<Result<NumberTaken, TakeNumberRefusal>> {
  const permanence = isUuid(wanted.permanence)
    ? await db.permanence.findUnique({
        where: { id: wanted.permanence },
        select: { placeId: true, organisationId: true },
      })
    : null;
  if (!permanence) return refuse("not-found");
  const at = {
    permanence: wanted.permanence,
    place: permanence.placeId,
    organisation: permanence.organisationId,
  };
  if (!may(actor, { act: "take-number", ...at })) return refuse("not-allowed");
  if (wanted.priority && !may(actor, { act: "run-line", ...at })) return refuse("not-allowed");
  if (wanted.topic !== undefined && !(await isTopicThere(db, wanted.permanence, wanted.topic)))
    return refuse("unknown-topic");
  const read = withPhone(wanted);
  return read.ok ? retryForSameKey(() => transaction((tx) => takeOnce(tx, actor, read.value, key, from), actor)) : read;
}

/** Whether this key has led to a number before, for the same request. */
export async function wasNumberTakenWithKey(wanted: NumberWanted, key: string): Promise<boolean> {
  const earlier = await outcomeOf(db, SCOPE, key, wanted);
  return earlier.ok && earlier.value !== undefined;
}

async function takeOnce(
  tx: Tx,
  actor: Actor,
  wanted: NumberWanted,
  key: string | undefined,
  from: NumbersOfAddress | undefined,
): Promise<Result<NumberTaken, TakeNumberRefusal>> {
  await lockPermanence(tx, wanted.permanence);
  const earlier = key === undefined ? accept(undefined) : await outcomeOf(tx, SCOPE, key, wanted);
  if (!earlier.ok) return earlier;
  if (earlier.value) return accept(await numberTaken(tx, earlier.value.id));
  if (actor.kind !== "staff" && (await isSilent(tx, wanted.permanence))) return refuse("place-offline");
  const { permanence, name, phone, ...person } = wanted;
  const now = clock.now();
  const visit = freshId();
  const burst = from?.burstWith(visit) ?? [];
  const command = {
    id: freshId(),
    at: now,
    device: actor.kind,
    type: "add-visit",
    visit,
    ...person,
    ...(actor.kind !== "staff" && { byThemselves: true as const }),
    ...(burst.length > 0 && { burst }),
  } as const;
  const { result } = await lockAndApply(tx, permanence, command, { actor, lastExchange: undefined });
  if (result.outcome === "refused") return refuse(result.refusal);
  if (name !== undefined || phone !== undefined) await saveIdentity(tx, permanence, visit, { name, phone });
  if (key !== undefined) await keepOutcome(tx, SCOPE, key, wanted, { kind: "visit", id: visit }, now);
  afterCommit(tx, () => from?.given(visit, burst));
  return accept(await numberTaken(tx, visit));
}

/**
 * Writes who has a number. It is no part of the line, whose events are kept for good, and lives apart from the visit.
 */
const saveIdentity = (
  tx: Tx,
  permanence: string,
  visit: string,
  { name, phone }: { readonly name: string | undefined; readonly phone: string | undefined },
): Promise<unknown> => tx.$executeRaw`
  INSERT INTO visit_identity (day, visit_id, erase_at, name, phone)
  SELECT local_date, ${visit}::uuid, night_after(ends_at, time_zone), ${name ?? null}, ${phone ?? null}
  FROM permanence WHERE id = ${permanence}::uuid`;

/** The phone as it is kept, in international form. */
function withPhone({
  phone: written,
  ...wanted
}: NumberWanted): Result<NumberWanted, "personal-number-refused" | "malformed"> {
  if (holdsNumberInName(wanted.name ?? "") || holdsPersonalNumber(written ?? ""))
    return refuse("personal-number-refused");
  if (written === undefined) return accept(wanted);
  const phone = phoneNumberOf(written);
  return phone === undefined ? refuse("malformed") : accept({ ...wanted, phone });
}

async function isSilent(tx: Tx, permanenceId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<
    LivelinessRow[]
  >`SELECT ${livelinessColumns} FROM ${permanenceWithLine} WHERE p.id = ${permanenceId}::uuid`;
  return !row || !isAlive(livelinessOf(row), clock.now());
}

/** When a permanence next takes people without an appointment, in its place's time; null when not any more today. */
export async function nextWindowOf(permanenceId: string): Promise<string | null> {
  const row = await db.permanence.findUniqueOrThrow({
    where: { id: permanenceId },
    select: { startsAt: true, endsAt: true, windows: true, timeZone: true },
  });
  const span = { start: instant(row.startsAt.getTime()), end: instant(row.endsAt.getTime()) };
  const next = nextWalkInWindow({ span, windows: windowsOf(row.windows, span.start) }, clock.now());
  return next ? isoInZone(next.span.start, row.timeZone) : null;
}
