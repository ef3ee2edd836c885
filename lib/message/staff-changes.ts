import { instant, plusMinutes, type Instant } from "#lib/time/instant.ts";
import { HELP_LASTS } from "./help-call.ts";
import type { Interval } from "#lib/time/interval.ts";
import type { HalfDayToName, StaffMessageKind, ToldToStaff } from "./staff-kinds.ts";

/** When and where somebody is planned at a half-day. `placeId`: of the place that it names. */
export type PlannedThere = HalfDayToName & { readonly placeId: string };

/**
 * A half-day of which somebody knows something else than what is true. `known`: as they know it; `isNow`: as it is;
 * absent where they are not planned.
 */
export type ChangedHalfDay = {
  readonly permanence: string;
  readonly known?: PlannedThere;
  readonly isNow?: PlannedThere;
};

type AssignmentKind = Extract<StaffMessageKind, "assigned" | "assignment-moved" | "assignment-cancelled">;

/**
 * A message that tells somebody some of their changes: what it says, what they know once it has left, and the half-days
 * that it names, the last one at the end.
 */
export type MessageOfChanges = {
  readonly kind: AssignmentKind;
  readonly what: ToldToStaff;
  readonly tells: readonly ChangedHalfDay[];
  readonly names: readonly PlannedThere[];
};

/** Whether somebody who knows `one` knows `other` with it. */
const isSameThere = (one: PlannedThere | undefined, other: PlannedThere | undefined): boolean =>
  one === other ||
  (one !== undefined &&
    other !== undefined &&
    one.placeId === other.placeId &&
    one.span.start === other.span.start &&
    one.span.end === other.span.end);

/**
 * The messages that tell one person what changed of their half-days (docs/messages.md#to-staff-and-partners): what is
 * theirs, what is no longer, each once, and a move with both hours. Of several that moved at once the old hours stand
 * among those that are no longer theirs, the new ones among those that are: nobody reads twelve moves. Nothing for a
 * half-day that is as they know it.
 */
export function messagesOfChanges(changes: readonly ChangedHalfDay[]): readonly MessageOfChanges[] {
  const changed = changes.filter(({ known, isNow }) => !isSameThere(known, isNow));
  const moved = changed.filter(({ known, isNow }) => known && isNow);
  const [move] = moved;
  const alone = moved.length === 1 ? move : undefined;
  const rest = changed.filter((change) => change !== alone);
  const added = rest.flatMap(({ isNow }) => isNow ?? []);
  const gone = rest.flatMap(({ known }) => known ?? []);
  const messages: MessageOfChanges[] = [];
  if (alone?.known && alone.isNow)
    messages.push({
      kind: "assignment-moved",
      what: { kind: "assignment-moved", from: alone.known, to: alone.isNow },
      tells: [alone],
      names: inOrder([alone.known, alone.isNow]),
    });
  // What is no longer theirs comes first: they would set out for nothing.
  if (gone.length > 0)
    messages.push({
      kind: "assignment-cancelled",
      what: { kind: "assignment-cancelled", halfDays: inOrder(gone) },
      // Of one that moved the message of its new hour says what they know then.
      tells: rest.filter(({ isNow }) => !isNow),
      names: inOrder(gone),
    });
  if (added.length > 0)
    messages.push({
      kind: "assigned",
      what: { kind: "assigned", halfDays: inOrder(added) },
      tells: rest.filter(({ isNow }) => isNow),
      names: inOrder(added),
    });
  return messages;
}

const inOrder = (halfDays: readonly PlannedThere[]): readonly PlannedThere[] =>
  halfDays.toSorted((one, other) => one.span.start - other.span.start);

/** The half-days that a message to staff names, an old hour and the new one both. */
export const namedIn = (what: ToldToStaff): readonly HalfDayToName[] => {
  if (what.kind === "assignment-moved") return [what.from, what.to];
  if (what.kind === "notice-to-hang")
    return what.halfDays.flatMap((one) => [one, ...(one.now ? [{ ...one, span: one.now }] : [])]);
  return "halfDays" in what ? what.halfDays : [];
};

/**
 * Minutes that a message about what was planned or cancelled waits for what follows: it is made of many acts, and one
 * that is undone tells nobody.
 */
export const SETTLES = 5;
/** Minutes before a half-day within which it is told at once. */
const SOON = 12 * 60;

/** Whether a half-day begins so soon that it is told at once. */
export const isSoon = ({ start }: Interval, now: Instant): boolean => start <= plusMinutes(now, SOON);

/**
 * For which hour somebody may set out next, and from when a message to staff is worthless: once all that it names is
 * over.
 */
export function aboutOfStaff(what: ToldToStaff, now: Instant): { readonly about: Instant; readonly until: Instant } {
  if (what.kind === "help-needed") return { about: now, until: plusMinutes(what.since, HELP_LASTS) };
  const spans = namedIn(what).map(({ span }) => span);
  if (spans.length === 0) return { about: now, until: plusMinutes(now, HELP_LASTS) };
  const ahead = spans.map(({ start }) => start).filter((start) => start > now);
  return {
    about: ahead.length === 0 ? now : instant(Math.min(...ahead)),
    until: instant(Math.max(...spans.map(({ end }) => end))),
  };
}
