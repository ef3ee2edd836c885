import { HELP_LASTS, isFresh, mayCallForHelp, momentsToTell } from "#lib/message/help-call.ts";
import { instant, plusMinutes, type Instant } from "#lib/time/instant.ts";
import { toDate } from "#lib/server/clock.ts";
import { afterCommit, type Queryable } from "#lib/server/db.ts";
import { putMessages } from "#lib/server/outbox/outbox.ts";
import { channelsSetUp } from "#lib/server/message/channels-set-up.ts";
import { messagesAreDue } from "#lib/server/outbox/due-messages.ts";
import { stopTelling } from "./stop-telling.ts";
import { whoIsOnDuty } from "./who-is-on-duty.ts";

/**
 * An act with which somebody of the team asked for help. `id`: of the act; `at`: when it was done; `asker`: an account.
 */
type HelpAsked = {
  readonly id: string;
  readonly permanence: string;
  readonly desk: number | undefined;
  readonly asker: string | undefined;
  readonly at: Instant;
};

/**
 * Keeps a call for help and puts in what tells who is on duty, one after the other until somebody answers; in the
 * transaction of the act, under the lock of its half-day. Asked again at the same desk, the first call goes on for half
 * an hour; after that, and once it was answered, it is a new one. Nobody is told of an act that was kept without
 * network for minutes, nor of a half-day that does not go on.
 */
export async function putHelpCall(tx: Queryable, asked: HelpAsked, now: Instant): Promise<void> {
  const { id, permanence, desk, asker, at } = asked;
  const [held] = await tx.$queryRaw<readonly HalfDayRow[]>`
    SELECT status, starts_at AS start, ends_at AS end, place_id::text AS place, organisation_id::text AS organisation FROM permanence WHERE id = ${permanence}::uuid`;
  if (!held || !isFresh(at, now)) return;
  const { status, place, organisation } = held;
  const span = { start: instant(held.start.getTime()), end: instant(held.end.getTime()) };
  if (!mayCallForHelp({ status, span }, now)) return;
  const open = await tx.$queryRaw<readonly { readonly id: string; readonly askedAt: Date }[]>`
    SELECT id::text, asked_at AS "askedAt" FROM help_call
    WHERE permanence_id = ${permanence}::uuid AND desk IS NOT DISTINCT FROM ${desk ?? null}::smallint AND answered_at IS NULL AND over_at IS NULL`;
  if (open.some(({ askedAt }) => askedAt > toDate(plusMinutes(now, -HELP_LASTS)))) return;
  for (const stale of open) await stopTelling(tx, stale.id, now);
  await tx.$queryRaw`
    INSERT INTO help_call (id, permanence_id, organisation_id, desk, asked_at, asked_by)
    VALUES (${id}::uuid, ${permanence}::uuid, ${organisation}::uuid, ${desk ?? null}::smallint, ${toDate(now)}, ${asker ?? null}::uuid) RETURNING 1`;
  if (!channelsSetUp().mail) return;
  const people = await whoIsOnDuty(tx, { place, organisation, ...(asker !== undefined && { asker }) }, now);
  await putMessages(
    tx,
    momentsToTell(people, now).map(([account, dueAt]) => ({
      organisation,
      kind: "help-needed",
      cause: { kind: "help-call", id },
      about: { account },
      channel: "mail",
      key: `help-needed:${id}:${account}`,
      dueAt,
    })),
    now,
  );
  afterCommit(tx, messagesAreDue);
}

type HalfDayRow = {
  readonly status: string;
  readonly start: Date;
  readonly end: Date;
  readonly place: string;
  readonly organisation: string;
};
