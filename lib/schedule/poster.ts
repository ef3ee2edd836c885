import { instant, type Instant } from "#lib/time/instant.ts";
import { localDateOf } from "#lib/time/zone.ts";
import type { ClosureToTell } from "./closure-sentence.ts";
import type { WeeklyHours } from "./weekly-hours.ts";

/** Days: a closure that begins later than this is not on the poster yet. */
export const SAID_BEFORE = 28;
/** The closures that a poster has room for, those that begin first. */
export const MOST_CLOSURES = 2;

/** What a poster at the door of a place says of it that can change. Absent: it says nothing of this. */
export type PosterContent = {
  readonly names: { readonly place: string; readonly service: string; readonly logo?: string };
  readonly hours: readonly WeeklyHours[];
  readonly closures: readonly ClosureToTell[];
  /** `phone`: the organisation's; `ownPhone`: that of the place, where it has another. */
  readonly contact: {
    readonly phone?: string;
    readonly ownPhone?: string;
    readonly mail?: string;
    readonly sms?: string;
  };
  /** The languages of the place. */
  readonly languages: readonly string[];
  /** Which code of the door it shows. */
  readonly door: number;
};

/** The parts of a poster by which it is compared, in the order in which they are said. */
const POSTER_PARTS = ["hours", "closures", "door", "contact", "names", "languages"] as const;
export type PosterPart = (typeof POSTER_PARTS)[number];

/** A closure on a poster: a version of its words, and its last day (YYYY-MM-DD), absent while nobody knows it. */
type SaidClosure = { readonly version: string; readonly lastDay?: string };

/** What a poster said when it was hung: a version of each part, by which it is compared with what it would say now. */
export type PosterSaid = { readonly [Part in Exclude<PosterPart, "closures">]: string } & {
  readonly closures: readonly SaidClosure[];
};

/** What a poster of this content says. `contentHash`: a short text, the same for equal values. */
export function posterSaid(content: PosterContent, contentHash: (values: unknown) => string): PosterSaid {
  const { names, hours, contact, languages, door, closures } = content;
  return {
    hours: contentHash(hours),
    door: contentHash(door),
    contact: contentHash([contact.phone, contact.ownPhone, contact.mail, contact.sms]),
    names: contentHash([names.place, names.service, names.logo]),
    languages: contentHash(languages.toSorted()),
    closures: closures.map(({ span, timeZone, unknownEnd, sentence }) => ({
      version: contentHash([span.start, unknownEnd ? "unknown" : span.end, sentence]),
      // It ends before its last moment: a closure until midnight ends on the day before.
      ...(!unknownEnd && { lastDay: localDateOf(instant(span.end - 1), timeZone) }),
    })),
  };
}

/**
 * The parts in which a poster that hangs differs from what it would say on a day (docs/planning.md#posters). A closure
 * that is over does no harm on it; one that it does not name, or names although it was lifted or changed, does.
 */
export function outOfDateParts(hung: PosterSaid, now: PosterSaid, today: string): readonly PosterPart[] {
  const said = new Set(now.closures.map(({ version }) => version));
  const named = new Set(hung.closures.map(({ version }) => version));
  const wrong = hung.closures.some(
    ({ version, lastDay }) => !said.has(version) && (lastDay === undefined || lastDay >= today),
  );
  const differs = (part: PosterPart): boolean =>
    part === "closures" ? wrong || [...said].some((version) => !named.has(version)) : hung[part] !== now[part];
  return POSTER_PARTS.filter(differs);
}

/**
 * A place whose poster is to be printed and hung. `parts`: what the one that hangs says wrongly, none when nobody ever
 * said that one hangs. `hungAt`: when it was hung. `version` names what it says now.
 */
export type PosterToHang = {
  readonly place: { readonly id: string; readonly slug: string; readonly name: string };
  readonly parts: readonly PosterPart[];
  readonly hungAt?: Instant;
  readonly version: string;
};
