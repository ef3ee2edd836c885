import { instant, minutesBetween, plusMinutes, type Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";

/** Minutes for which a call for help is worth sending: whoever asked has been heard or has left by then. */
export const HELP_LASTS = 30;

/** Minutes without an answer after which the next one is told. */
export const NEXT_AFTER = 3;

/** Most people who are told of one call: the last one a quarter of an hour after the first. */
const TOLD_AT_MOST = 6;

/** Minutes before a half-day from which its team can call for help: they set up the room. */
const BEFORE = 60;

/** Minutes after which an act that a tablet kept without network tells nobody any more: it is about then. */
const LATE_AFTER = 5;

/** Whether a half-day goes on, so that its team can call for help: it is open, or its hours are now. */
export const mayCallForHelp = (
  { status, span }: { readonly status: string; readonly span: Interval },
  now: Instant,
): boolean =>
  status === "open" || (status === "scheduled" && plusMinutes(span.start, -BEFORE) <= now && now < span.end);

/**
 * Whether a call that was made at `at` and came now is still to be told: one that a tablet kept without network for
 * minutes is about then.
 */
export const isFresh = (at: Instant, now: Instant): boolean => minutesBetween(at, now) < LATE_AFTER;

/**
 * When each of these people is told: the first at once, each next one some minutes later, as long as nobody has
 * answered.
 */
export const momentsToTell = (people: readonly string[], now: Instant): readonly (readonly [string, Instant])[] =>
  people.slice(0, TOLD_AT_MOST).map((person, at) => [person, plusMinutes(now, at * NEXT_AFTER)]);

/**
 * Somebody who is told of a call. `sent`: a mail has left; `leaving`: it leaves now; `later`: at that hour, unless
 * somebody answers; `failed`: it could not be sent.
 */
export type ToldOfHelp = {
  readonly name: string | undefined;
  readonly is: "sent" | "leaving" | "later" | "failed";
  readonly at: Instant;
};

/** A call for help for whoever asked: places, hours and who of the team, never a resident. */
export type HelpCall = {
  readonly id: string;
  readonly desk?: number;
  readonly askedAt: Instant;
  readonly told: readonly ToldOfHelp[];
  readonly answered?: { readonly name: string | undefined; readonly at: Instant };
  /** It was ended by the team, or asked anew. */
  readonly over: boolean;
};

/** What a row of the outbox says of the mail to one person. */
type MailOfHelp = {
  readonly name: string | undefined;
  readonly sentAt: Instant | undefined;
  readonly givenUpAt: Instant | undefined;
  readonly cancelledAt: Instant | undefined;
  readonly dueAt: Instant;
  readonly tries: number;
};

/**
 * What became of these mails, in the order in which they left or leave; one that was stopped by an answer before it
 * left is none.
 */
export const toldOfMails = (mails: readonly MailOfHelp[], now: Instant): readonly ToldOfHelp[] =>
  mails
    .flatMap(({ name, sentAt, givenUpAt, cancelledAt, dueAt, tries }): readonly ToldOfHelp[] => {
      if (sentAt !== undefined) return [{ name, is: "sent", at: sentAt }];
      if (givenUpAt !== undefined) return [{ name, is: "failed", at: givenUpAt }];
      if (cancelledAt !== undefined) return [];
      return [{ name, is: dueAt > now && tries === 0 ? "later" : "leaving", at: instant(Math.max(dueAt, now)) }];
    })
    .toSorted((one, other) => one.at - other.at);

/**
 * A call for help for whoever was told of it. `state`: open, answered by themselves or somebody else, or not needed any
 * more.
 */
export type HelpToAnswer = {
  readonly id: string;
  readonly place: string;
  readonly address: string;
  readonly phone?: string;
  readonly timeZone: string;
  readonly desk?: number;
  readonly askedAt: Instant;
  readonly state: "open" | "mine" | "answered" | "over";
  readonly answered?: { readonly name: string | undefined; readonly at: Instant };
};
