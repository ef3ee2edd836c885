import { may } from "#lib/access/may.ts";
import { mayCallForHelp, toldOfMails, type HelpCall } from "#lib/message/help-call.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { instant, plusMinutes, type Instant } from "#lib/time/instant.ts";
import { isUuid } from "#lib/uuid.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { clock, toDate, freshId } from "#lib/server/clock.ts";
import { db, transaction } from "#lib/server/db.ts";
import { channelsSetUp } from "#lib/server/message/channels-set-up.ts";
import { stopTelling } from "#lib/server/message/help/stop-telling.ts";
import { applyCommand } from "./apply-command.ts";

/** Hours for which the page of a half-day shows a call, and the most that it shows. */
const SHOWN_FOR = 12;
const SHOWN_AT_MOST = 5;

/**
 * A half-day for whoever needs help there. `goesOn`: help can be asked; `mails`: a mail leaves; `calls`: the latest
 * first.
 */
export type HelpAtHalfDay = {
  readonly place: string;
  readonly timeZone: string;
  readonly phone?: string;
  readonly goesOn: boolean;
  readonly mails: boolean;
  readonly calls: readonly HelpCall[];
};

type Refusal = "not-found" | "not-allowed";

/** Reads it, with who was told and who answered, for whoever may run its line; a constant number of statements. */
export async function readHelp(actor: StaffActor, permanence: string): Promise<Result<HelpAtHalfDay, Refusal>> {
  const held = await heldBy(actor, permanence);
  if (!held.ok) return held;
  const now = clock.now();
  const { place, phone, timeZone, status, span } = held.value;
  const calls = await db.helpCall.findMany({
    where: { permanenceId: permanence, askedAt: { gt: toDate(plusMinutes(now, -SHOWN_FOR * 60)) } },
    orderBy: [{ askedAt: "desc" }, { id: "desc" }],
    take: SHOWN_AT_MOST,
    include: { answerer: { select: { name: true } } },
  });
  const mails = await mailsOf(calls.map(({ id }) => id));
  return accept({
    place,
    timeZone,
    ...(phone !== null && { phone }),
    goesOn: mayCallForHelp({ status, span }, now),
    mails: channelsSetUp().mail,
    calls: calls.map(({ id, desk, askedAt, answeredAt, answerer, overAt }) => ({
      id,
      ...(desk !== null && { desk }),
      askedAt: momentOf(askedAt),
      told: toldOfMails(
        mails.filter(({ call }) => call === id),
        now,
      ),
      ...(answeredAt && { answered: { name: answerer?.name ?? undefined, at: momentOf(answeredAt) } }),
      over: overAt !== null,
    })),
  });
}

/** « Besoin d’aide »: the act of the line, of whoever may run it. Refused `half-day-over` once it does not go on. */
export async function askForHelp(
  actor: StaffActor,
  permanence: string,
): Promise<Result<void, Refusal | "half-day-over">> {
  const held = await heldBy(actor, permanence);
  if (!held.ok) return held;
  const now = clock.now();
  if (!mayCallForHelp(held.value, now)) return refuse("half-day-over");
  const command = { id: freshId(), at: now, device: "page", type: "ask-help" } as const;
  const { result } = await applyCommand(permanence, command, { actor, lastExchange: undefined });
  return result.outcome === "refused" ? refuse("half-day-over") : accept(undefined);
}

/** « Ce n’est plus la peine »: nobody further is told of the calls of this half-day that are open. */
export async function endHelp(actor: StaffActor, permanence: string): Promise<Result<void, Refusal>> {
  const held = await heldBy(actor, permanence);
  if (!held.ok) return held;
  return transaction(async (tx) => {
    const open = await tx.helpCall.findMany({
      where: { permanenceId: permanence, answeredAt: null, overAt: null },
      select: { id: true },
    });
    for (const { id } of open) await stopTelling(tx, id, clock.now());
    return accept(undefined);
  }, actor);
}

async function heldBy(actor: StaffActor, permanence: string) {
  const row = isUuid(permanence)
    ? await db.permanence.findUnique({
        where: { id: permanence },
        select: {
          status: true,
          startsAt: true,
          endsAt: true,
          timeZone: true,
          placeId: true,
          organisationId: true,
          place: { select: { name: true } },
          organisation: { select: { phone: true } },
        },
      })
    : null;
  if (!row) return refuse("not-found");
  const { placeId, organisationId, status, startsAt, endsAt, timeZone } = row;
  if (!may(actor, { act: "run-line", permanence, place: placeId, organisation: organisationId }))
    return refuse("not-allowed");
  return accept({
    place: row.place.name,
    phone: row.organisation.phone,
    timeZone,
    status,
    span: { start: momentOf(startsAt), end: momentOf(endsAt) },
  });
}

async function mailsOf(calls: readonly string[]) {
  if (calls.length === 0) return [];
  const rows = await db.$queryRaw<readonly MailRow[]>`
    SELECT m.cause_id::text AS call, u.name, m.sent_at AS "sentAt", m.given_up_at AS "givenUpAt", m.cancelled_at AS "cancelledAt", m.due_at AS "dueAt", m.tries
    FROM outbox m LEFT JOIN user_account u ON u.id = m.account_id
    WHERE m.cause_kind = 'help-call' AND m.cause_id = ANY (${[...calls]}::uuid[]) ORDER BY m.id`;
  return rows.map(({ call, name, sentAt, givenUpAt, cancelledAt, dueAt, tries }) => ({
    call,
    name: name ?? undefined,
    sentAt: maybe(sentAt),
    givenUpAt: maybe(givenUpAt),
    cancelledAt: maybe(cancelledAt),
    dueAt: momentOf(dueAt),
    tries,
  }));
}

type MailRow = {
  readonly call: string;
  readonly name: string | null;
  readonly sentAt: Date | null;
  readonly givenUpAt: Date | null;
  readonly cancelledAt: Date | null;
  readonly dueAt: Date;
  readonly tries: number;
};

const momentOf = (date: Date): Instant => instant(date.getTime());
const maybe = (date: Date | null): Instant | undefined => (date ? momentOf(date) : undefined);
