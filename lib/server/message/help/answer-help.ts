import { addressLine } from "#lib/place/address-line.ts";
import type { HelpToAnswer } from "#lib/message/help-call.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { instant, plusMinutes } from "#lib/time/instant.ts";
import { isUuid } from "#lib/uuid.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db, transaction, type Queryable } from "#lib/server/db.ts";
import type { TooOften } from "#lib/server/edge/rate-limit.ts";
import { accountOfLink, type LinkHeaders } from "#lib/server/message/staff/account-of-link.ts";
import { takeBackMails } from "./stop-telling.ts";

/** Hours for which the page of a message shows a call for help. */
const SHOWN_FOR = 24;

/** The calls for help of which somebody was told, the latest first (docs/messages.md#a-call-for-help). */
export async function readHelpToAnswer(
  lien: string,
  headers: LinkHeaders,
): Promise<Result<readonly HelpToAnswer[], "not-found"> | TooOften> {
  const account = await accountOfLink(lien, headers);
  return account.ok ? accept(await callsOf(db, account.value)) : account;
}

/**
 * « Répondre »: who asked sees it, and nobody further is told. Answered by somebody else before, or not needed any
 * more, it changes nothing, and the page says so. Refused: `not-found`, for a link that opens nothing and for a call of
 * which they were told nothing.
 */
export async function answerHelp(
  lien: string,
  call: string,
  headers: LinkHeaders,
): Promise<Result<void, "not-found"> | TooOften> {
  const account = await accountOfLink(lien, headers);
  if (!account.ok) return account;
  if (!isUuid(call)) return refuse("not-found");
  const now = clock.now();
  return transaction(async (tx) => {
    const told = await callsOf(tx, account.value);
    if (!told.some(({ id }) => id === call.toLowerCase())) return refuse("not-found");
    const { count } = await tx.helpCall.updateMany({
      where: { id: call, answeredAt: null, overAt: null },
      data: { answeredAt: toDate(now), answeredBy: account.value },
    });
    if (count === 1) await takeBackMails(tx, call, now);
    return accept(undefined);
  }, "service");
}

async function callsOf(tx: Queryable, account: string): Promise<readonly HelpToAnswer[]> {
  const since = toDate(plusMinutes(clock.now(), -SHOWN_FOR * 60));
  const rows = await tx.$queryRaw<readonly HelpCallRow[]>`
    SELECT h.id::text, l.name, l.address, l.city, l.phone, p.time_zone AS "timeZone", h.desk, h.asked_at AS "askedAt", h.answered_at AS "answeredAt",
      h.answered_by = ${account}::uuid AS mine, h.over_at IS NOT NULL AS over, u.name AS answerer
    FROM help_call h JOIN outbox m ON m.cause_kind = 'help-call' AND m.cause_id = h.id AND m.account_id = ${account}::uuid AND m.tries > 0
      JOIN permanence p ON p.id = h.permanence_id JOIN place l ON l.id = p.place_id
      LEFT JOIN user_account u ON u.id = h.answered_by
    WHERE h.asked_at > ${since} ORDER BY h.asked_at DESC, h.id DESC`;
  return rows.map(({ id, name, address, city, phone, timeZone, desk, askedAt, answeredAt, mine, over, answerer }) => ({
    id,
    place: name,
    address: addressLine({ name, address, city }),
    timeZone,
    askedAt: instant(askedAt.getTime()),
    ...(phone !== null && { phone }),
    ...(desk !== null && { desk }),
    ...(answeredAt
      ? {
          state: mine ? ("mine" as const) : ("answered" as const),
          answered: { name: answerer ?? undefined, at: instant(answeredAt.getTime()) },
        }
      : { state: over ? ("over" as const) : ("open" as const) }),
  }));
}

type HelpCallRow = {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly city: string;
  readonly phone: string | null;
  readonly timeZone: string;
  readonly desk: number | null;
  readonly askedAt: Date;
  readonly answeredAt: Date | null;
  readonly mine: boolean | null;
  readonly over: boolean;
  readonly answerer: string | null;
};
