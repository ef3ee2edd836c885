import { NO_TEAM, type PersonAway, type TeamToTell } from "#lib/booking/disruption.ts";
import { waitsForMorning } from "#lib/message/sending-times.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { overlaps, type Interval } from "#lib/time/interval.ts";
import { spanOf, toDate } from "#lib/server/clock.ts";
import type { Queryable, Tx } from "#lib/server/db.ts";
import { channelsSetUp } from "#lib/server/message/channels-set-up.ts";

/**
 * Whom of the team a disruption concerns. `planned`: who would be planned, and when; `notHeld`: half-days that would
 * not be held; `away`: whoever is announced to be away, who knows.
 */
type ConcernedTeam = {
  readonly planned: readonly {
    readonly account: string;
    readonly busy: { readonly span: Interval; readonly timeZone: string };
  }[];
  readonly notHeld: readonly string[];
  readonly away: readonly PersonAway[];
};

/**
 * How many colleagues a preview leaves to be told, each once, as the next page lists them (`readAfterDisruption`):
 * those whom it plans, and those of half-days that are not held any more, unless they are away then. Three statements.
 */
export async function countTeam(
  tx: Queryable & Pick<Tx, "assignment" | "absence" | "user">,
  { planned, notHeld, away }: ConcernedTeam,
  now: Instant,
): Promise<TeamToTell> {
  const seats = await tx.assignment.findMany({
    where: { permanenceId: { in: [...notHeld] }, released: false, permanence: { endsAt: { gt: toDate(now) } } },
    select: { conseillerId: true, startsAt: true, endsAt: true, permanence: { select: { timeZone: true } } },
  });
  const noted = await tx.absence.findMany({
    where: { conseillerId: { in: seats.map(({ conseillerId }) => conseillerId) } },
    select: { conseillerId: true, startsAt: true, endsAt: true },
  });
  const absences = [...away, ...noted.map((one) => ({ account: one.conseillerId, span: spanOf(one) }))];
  const told = [
    ...planned.map(({ account, busy: { span, timeZone } }) => ({ account, span, zone: timeZone })),
    ...seats
      .map((seat) => ({ account: seat.conseillerId, span: spanOf(seat), zone: seat.permanence.timeZone }))
      .filter(({ account, span }) => !absences.some((one) => one.account === account && overlaps(one.span, span))),
  ];
  const accounts = [...Map.groupBy(told, ({ account }) => account)];
  if (accounts.length === 0) return NO_TEAM;
  if (channelsSetUp().mail) {
    const later = accounts.filter(([, [one, ...more]]) => {
      if (!one) return false;
      const about = instant(Math.min(one.span.start, ...more.map(({ span }) => span.start)));
      return waitsForMorning({ now, about, zone: one.zone });
    });
    return { ...NO_TEAM, mail: accounts.length, later: later.length };
  }
  const calls = await tx.user.count({
    where: { id: { in: accounts.map(([account]) => account) }, phone: { not: null } },
  });
  return { ...NO_TEAM, calls, none: accounts.length - calls };
}
