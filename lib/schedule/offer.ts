import type { Instant } from "../time/instant.ts";
import { localDateOf } from "../time/zone.ts";
import { walkInFrom } from "./walk-in.ts";
import { opennessOf, type Permanence } from "./permanence.ts";

type Timed = Pick<Permanence, "status" | "span" | "localDate" | "timeZone">;

/** A day and what is held on it. */
export type Day<Held> = { readonly date: string; readonly held: readonly Held[] };

/** What a person can go to: at this moment, later today, on the next days. Earliest first. */
export type Offer<Held> = {
  readonly now: readonly Held[];
  readonly today: readonly Held[];
  readonly days: readonly Day<Held>[];
};

/**
 * Sorts half-days by when one can go. A half-day stands under "now" from its start (or its opening) to its end; one
 * that somebody forgot to close is not offered after its end, for nobody new should come.
 */
export function offerOf<Held extends Timed>(permanences: readonly Held[], now: Instant): Offer<Held> {
  const sorted = [...permanences].filter(({ span }) => now < span.end).sort((a, b) => a.span.start - b.span.start);
  const openness = (held: Held) => opennessOf(held, now);
  const later = sorted.filter((held) => openness(held) === "later");
  return {
    now: sorted.filter((held) => openness(held) === "open" || openness(held) === "normally-open").sort(confirmedFirst),
    today: later.filter((held) => isToday(held, now)),
    days: byDay(later.filter((held) => !isToday(held, now))),
  };
}

/**
 * The one half-day to tell somebody who finds nothing open: on the first day that has any, the one that takes people without
 * an appointment soonest; where none does, the first to begin. Whoever comes at nine to hours for appointments comes for nothing.
 */
export function nextOf<Held extends Timed & Pick<Permanence, "windows">>({
  today,
  days,
}: Pick<Offer<Held>, "today" | "days">): Held | undefined {
  const held = today.length > 0 ? today : (days[0]?.held ?? []);
  const walkIn = (one: Held): Instant => walkInFrom(one) ?? one.span.end;
  return [...held].sort((a, b) => walkIn(a) - walkIn(b) || a.span.start - b.span.start)[0];
}

/** Half-days under their days, in the order given. */
export function byDay<Held extends Timed>(permanences: readonly Held[]): readonly Day<Held>[] {
  const days = new Map<string, Held[]>();
  for (const held of permanences) days.set(held.localDate, [...(days.get(held.localDate) ?? []), held]);
  return [...days].map(([date, held]) => ({ date, held }));
}

const isToday = ({ localDate, timeZone }: Timed, now: Instant): boolean => localDate === localDateOf(now, timeZone);

/** What a person confirmed comes before what is only planned. */
const confirmedFirst = (a: Timed, b: Timed): number =>
  Number(b.status === "open") - Number(a.status === "open") || a.span.start - b.span.start;
