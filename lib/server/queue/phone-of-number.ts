import { holdsPersonalNumber } from "#lib/access/personal-number.ts";
import type { Actor } from "#lib/access/actor.ts";
import { wordsFor } from "#lib/message/channel.ts";
import type { SmsOfNumber } from "#lib/message/sms-of-number.ts";
import { phoneNumberOf } from "#lib/place/phone-number.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { clock, freshId, toDate } from "#lib/server/clock.ts";
import { db, transaction, type Tx } from "#lib/server/db.ts";
import { channelsSetUp } from "#lib/server/message/channels-set-up.ts";
import { telephoneKind } from "#lib/server/message/telephone-kind.ts";
import { cancelMessages } from "#lib/server/outbox/outbox.ts";
import { lockAndApply } from "./apply-command.ts";
import { lockPermanence } from "./load-line.ts";
import { visitOfSecret } from "./visit-secret.ts";

/** States in which a number may still be told something. */
const IN_LINE = ["waiting", "absent", "called", "paused"];

/** What the page of this visit offers; undefined without an SMS contract, and once nothing is to be told any more. */
export async function readSmsOfNumber(visit: string): Promise<SmsOfNumber | undefined> {
  if (!channelsSetUp().sms) return undefined;
  const [row] = await db.$queryRaw<
    readonly {
      readonly toldBySms: boolean;
      readonly state: string;
      readonly phone: string | null;
      readonly failed: boolean | null;
    }[]
  >`
    SELECT v.told_by_sms AS "toldBySms", v.state, i.phone, (
      SELECT coalesce(m.result, m.given_up_why) IN ('bad-recipient', 'unreachable', 'expired', 'other', 'refused')
      FROM outbox m WHERE m.visit_id = v.id AND m.cancelled_at IS NULL AND m.created_at >= v.phone_left_at ORDER BY m.created_at DESC, m.id DESC LIMIT 1) AS failed
    FROM visit v JOIN permanence p ON p.id = v.permanence_id LEFT JOIN visit_identity i ON i.visit_id = v.id AND i.day = p.local_date
    WHERE v.id = ${visit}::uuid`;
  if (!row || !IN_LINE.includes(row.state)) return undefined;
  return row.toldBySms && row.phone !== null
    ? { is: "told", ends: row.phone.slice(-2), ...(row.failed === true && { failed: true }) }
    : { is: "offered" };
}

/** `no-mobile`: an SMS does not reach it. `state-changed`: the number is not in the line any more. */
export type LeavePhoneRefusal =
  | "not-found"
  | "personal-number-refused"
  | "malformed"
  | "no-mobile"
  | "no-sms"
  | "state-changed";

/**
 * The holder of a number asks to be told by SMS, and leaves a telephone; one that was left before is replaced. Erased
 * in the night after the half-day, as the name (docs/personal-data.md#what-is-erased-when). Under the lock of the line,
 * so that the next act knows it. `language`: of the page that asks, in which they are written to from now on; one that
 * no page has was noted by the team, and stays.
 */
export async function leavePhone(
  secret: string,
  written: string,
  language: string,
): Promise<Result<void, LeavePhoneRefusal>> {
  const visit = await visitOfSecret(secret, "away");
  return visit ? leavePhoneOf(visit, written, language) : refuse("not-found");
}

/**
 * A number, and who asks for it: its holder, or the team at the desk for whoever stands there
 * (lib/server/booking/reception/number-given.ts).
 */
type AskedFor = { readonly id: string; readonly permanenceId: string; readonly actor: Actor };

/** The same of a number that is known already. */
export async function leavePhoneOf(
  visit: AskedFor,
  written: string,
  language: string,
): Promise<Result<void, LeavePhoneRefusal>> {
  if (!channelsSetUp().sms) return refuse("no-sms");
  if (holdsPersonalNumber(written)) return refuse("personal-number-refused");
  const phone = phoneNumberOf(written);
  if (phone === undefined) return refuse("malformed");
  if (telephoneKind(phone) !== "mobile") return refuse("no-mobile");
  return transaction(async (tx) => {
    await lockPermanence(tx, visit.permanenceId);
    const { count } = await tx.visit.updateMany({
      where: { id: visit.id, state: { in: IN_LINE } },
      data: { toldBySms: true, phoneLeftAt: toDate(clock.now()) },
    });
    if (count === 0) return refuse("state-changed");
    await noteLanguage(tx, visit, language);
    await tx.$queryRaw`
      INSERT INTO visit_identity (day, visit_id, erase_at, phone)
      SELECT local_date, ${visit.id}::uuid, night_after(ends_at, time_zone), ${phone} FROM permanence WHERE id = ${visit.permanenceId}::uuid
      ON CONFLICT (day, visit_id) DO UPDATE SET phone = EXCLUDED.phone RETURNING 1`;
    return accept(undefined);
  }, visit.actor);
}

async function noteLanguage(tx: Tx, { id, permanenceId, actor }: AskedFor, language: string): Promise<void> {
  const { language: known } = await tx.visit.findUniqueOrThrow({ where: { id }, select: { language: true } });
  if (actor.kind === "resident" && known !== null && wordsFor(known) === "figures") return;
  if (known === language) return;
  const act = { id: freshId(), at: clock.now(), type: "describe", visit: id, language } as const;
  await lockAndApply(tx, permanenceId, { ...act, device: "page" }, { actor, lastExchange: undefined });
}

/**
 * The holder of a number wants no SMS any more: what waits is cancelled, and the telephone is forgotten. Asked again,
 * it answers the same.
 */
export async function forgetPhone(secret: string): Promise<Result<void, "not-found">> {
  const visit = await visitOfSecret(secret, "away");
  return visit ? accept(await forgetPhoneOf(visit)) : refuse("not-found");
}

/** The same of a number that is known already. */
export const forgetPhoneOf = (visit: AskedFor): Promise<void> =>
  transaction(async (tx) => {
    await lockPermanence(tx, visit.permanenceId);
    const { count } = await tx.visit.updateMany({
      where: { id: visit.id, toldBySms: true },
      data: { toldBySms: false },
    });
    if (count === 0) return;
    await cancelMessages(tx, { visit: visit.id }, clock.now());
    // The serving role may not delete such a row; the empty name keeps it somebody’s until the night.
    await tx.$queryRaw`
      UPDATE visit_identity i SET name = coalesce(i.name, ''), phone = NULL FROM permanence p
      WHERE p.id = ${visit.permanenceId}::uuid AND i.visit_id = ${visit.id}::uuid AND i.day = p.local_date RETURNING 1`;
  }, visit.actor);
