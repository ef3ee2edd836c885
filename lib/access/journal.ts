import type { StaffRole } from "./actor.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";

/**
 * What the journal notes. A further act is one more word here, with its sentence in
 * `components/staff/journal/wording.ts`.
 */
export type JournalAct =
  | "organisation-set-up"
  | "organisation-settings-changed"
  | "message-settled"
  | "organisation-invited"
  | "organisation-invitation-withdrawn"
  | "organisation-invitation-accepted"
  | "organisation-host-changed"
  | "sign-in-link-made"
  | "second-factor-set-up"
  | "second-factor-removed"
  | "second-factor-reset"
  | "recovery-codes-renewed"
  | "recovery-code-used"
  | "person-invited"
  | "invitation-renewed"
  | "invitation-withdrawn"
  | "invitation-accepted"
  | "role-given"
  | "role-ended"
  | "account-deactivated"
  | "account-reactivated"
  | "half-day-cancelled"
  | "desks-taken-away"
  | "half-day-ends-early"
  | "half-day-recorded"
  | "half-day-record-withdrawn"
  | "device-made"
  | "device-revoked"
  | "tablet-code-made"
  | "tablet-code-renewed"
  | "tablet-shown"
  | "tablet-opened"
  | "tablet-vouched"
  | "place-made"
  | "places-imported"
  | "place-changed"
  | "place-hidden"
  | "place-shown"
  | "door-renewed"
  | "poster-hung"
  | "place-contact-made"
  | "place-contact-removed"
  | "topic-made"
  | "topic-changed"
  | "topic-on"
  | "topic-off"
  | "share-made"
  | "share-changed"
  | "share-renewed"
  | "share-revoked"
  | "share-mails-stopped"
  | "share-asked"
  | "share-request-refused"
  | "referrer-made"
  | "referrer-revoked"
  | "topics-chosen"
  | "half-days-planned"
  | "series-made"
  | "series-changed"
  | "series-ended"
  | "closure-made"
  | "closure-changed"
  | "closure-lifted"
  | "half-day-given-back"
  | "offer-answered"
  | "person-told"
  | "person-not-told"
  | "person-planned"
  | "person-planned-weekly"
  | "person-unplanned"
  | "person-unplanned-weekly"
  | "person-cannot-come"
  | "desk-handed-over"
  | "dates-handed-over"
  | "planning-undone"
  | "planning-redone"
  | "working-time-changed"
  | "absence-noted"
  | "absence-changed"
  | "absence-removed"
  | "half-day-added"
  | "half-day-changed"
  | "half-day-back-to-series"
  | "planning-imported"
  | "planning-import-undone"
  | "school-holidays-imported"
  | "set-up-step-passed"
  | "set-up-finished"
  | "appointment-searched"
  | "appointment-opened"
  | "contact-shown"
  | "appointment-sent-again"
  | "appointment-moved"
  | "appointment-cancelled"
  | "resident-searched"
  | "resident-exported"
  | "resident-erased";

/** An account, as the journal names it: by the name and the roles that it has now. An anonymised one has neither. */
export type JournalAccount = {
  readonly id: string;
  readonly name?: string;
  readonly roles: readonly StaffRole[];
  readonly anonymised: boolean;
};

/**
 * Who acted. `service`: a command on the machine itself, or the product. `account`: one of the team, whatever they are
 * today.
 */
export type JournalActor =
  | { readonly kind: "account"; readonly account: JournalAccount }
  | { readonly kind: "anonymous" | "device" | "door" | "resident" | "share" | "service" };

/** Hours of one weekday, in minutes of the day. */
type WeeklyHours = { readonly weekday: number; readonly startMinute: number; readonly endMinute: number };

/**
 * What an act changed, as far as it was noted: when a half-day is held, the hours of a series, desks, bookable lanes,
 * the place (by name), and who is at a desk or is there no more (`gone`). `before`: absent for something new.
 */
export type JournalChange =
  | { readonly what: "hours"; readonly before?: Interval; readonly after: Interval; readonly timeZone: string }
  | { readonly what: "weekly"; readonly before?: WeeklyHours; readonly after: WeeklyHours }
  | { readonly what: "desks" | "lanes"; readonly before?: number; readonly after: number }
  | { readonly what: "place"; readonly before: string; readonly after: string }
  | {
      readonly what: "seat";
      readonly account: JournalAccount;
      readonly desk: number;
      readonly span: Interval;
      readonly timeZone: string;
      readonly gone: boolean;
    };

/**
 * One entry. `act`: a word of `JournalAct`, or an earlier version’s. `account`: whose account it is about. `data`:
 * counts and words, as they were noted. `place` and `halfDay`: where it was; `invited`: the address of the colleague
 * who was invited; `organisation`: the one that came in, by its name; `topic`: which it is about. All as far as these
 * still exist. `changes`: values before and after, which a history reads (docs/planning.md#who-changed-what).
 */
export type JournalEntry = {
  readonly id: string;
  readonly at: Instant;
  readonly act: string;
  readonly actor: JournalActor;
  readonly data: Readonly<Record<string, string | number | boolean>>;
  readonly account?: JournalAccount;
  readonly place?: string;
  readonly invited?: string;
  readonly organisation?: string;
  readonly topic?: {
    readonly key: string;
    readonly texts?: Readonly<Record<string, { readonly name: string; readonly bring?: readonly string[] }>> | null;
  };
  readonly halfDay?: { readonly start: Instant; readonly timeZone: string };
  readonly changes?: readonly JournalChange[];
};
