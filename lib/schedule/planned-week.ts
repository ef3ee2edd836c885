import type { MovedTo } from "./moved-to.ts";
import type { Window } from "./permanence.ts";
import type { JournalAct } from "#lib/access/journal.ts";
import type { Seat, SeatRefused } from "./assignment.ts";
import type { Staffing } from "./staffing.ts";
import type { FreePerson } from "./who-is-free.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import type { HolidayName } from "#lib/time/public-holidays.ts";

/** An assignment as it stands in its row. `topicKeys`: none for every topic. */
export type PlannedSeat = Seat & {
  readonly id: string;
  readonly permanence: string;
  readonly topicKeys: readonly string[];
};

/**
 * A person at a desk, as the week shows them. `away`: not there during a part of these hours, by an absence, an answer
 * (`cannot`) or because they have no role there any more (`left`).
 */
export type SeatOfWeek = PlannedSeat & {
  readonly name?: string;
  readonly learns: boolean;
  readonly away: boolean;
  readonly left?: boolean;
  readonly cannot?: boolean;
};

/**
 * A half-day of the week. `staffing`: what it is short of; absent when it is cancelled, closed or over, as then there
 * is nothing to complete. `closed`: the sentence of a closure without a known end that keeps it from being booked.
 * `why`: the sentence of its cancellation; `movedTo`: when it is held instead.
 */
export type HalfDayOfWeek = {
  readonly id: string;
  readonly place: { readonly id: string; readonly name: string };
  readonly localDate: string;
  readonly timeZone: string;
  readonly span: Interval;
  readonly status: string;
  readonly desks: number;
  readonly seats: readonly SeatOfWeek[];
  readonly staffing?: Staffing;
  readonly why?: string;
  readonly movedTo?: MovedTo;
  readonly closed?: string;
};

/** Why a place is shut on a day: a public holiday, or a closure with its sentence. */
export type ShutDay = {
  readonly localDate: string;
  readonly holiday?: HolidayName;
  readonly closure?: string;
};

/** A workshop of the week: nobody is planned there, and it has no line. `booked`: how many of its places are taken. */
export type WorkshopOfWeek = {
  readonly id: string;
  readonly place: string;
  readonly localDate: string;
  readonly timeZone: string;
  readonly span: Interval;
  readonly title: string;
  readonly cancelled: boolean;
  readonly booked: number;
  readonly capacity: number;
};

/** A place with its half-days and workshops, in order of time. `address`: street, postal code and city. */
export type PlaceOfWeek = {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly halfDays: readonly HalfDayOfWeek[];
  readonly workshops: readonly WorkshopOfWeek[];
  readonly shut: readonly ShutDay[];
};

/** Somebody with their half-days and absences of these days. `minutes`: for how long they are planned. */
export type PersonOfWeek = {
  readonly account: string;
  readonly name?: string;
  readonly languages: readonly string[];
  readonly learns: boolean;
  readonly minutes: number;
  readonly halfDays: readonly (HalfDayOfWeek & { readonly seat: SeatOfWeek })[];
  readonly absences: readonly Interval[];
};

/** Of a day: its half-days that are held, their desks, and how many of these are held by somebody. */
export type DayOfWeek = {
  readonly localDate: string;
  readonly holiday?: HolidayName;
  readonly halfDays: number;
  readonly desks: number;
  readonly held: number;
};

/** Somebody for the chosen half-day. `learns`: a service civique. */
type ForHalfDay = FreePerson & {
  readonly name?: string;
  readonly languages: readonly string[];
  readonly learns: boolean;
};

/**
 * The dates of the series of a half-day that come after it: how many, and the last one. `everyWeek`: it is held each
 * week; `planned`: on how many of them each account of its seats is planned already.
 */
export type LaterDates = {
  readonly count: number;
  readonly until: string;
  readonly everyWeek: boolean;
  readonly planned: Readonly<Record<string, number>>;
};

/** On which dates « retirer désormais » takes somebody off, the earliest first. */
export type TakenOffWeekly = { readonly dates: readonly string[] };

/**
 * The half-day that the panel shows. `booked`: its appointments; `halfHours`: how many half hours of its lanes can be
 * booked. `toTell`: how many people are to be told that they are not received, or that another hour is offered.
 * `later`: absent where its series, or it alone, has no date after it.
 */
export type ChosenHalfDay = HalfDayOfWeek & {
  readonly windows: readonly Window[];
  readonly topicKeys: readonly string[];
  readonly later?: LaterDates;
  readonly booked: number;
  readonly toTell: number;
  readonly halfHours: number;
  readonly over: boolean;
  readonly people: readonly ForHalfDay[];
  /** Of one that is cancelled. */
  readonly cancellation?: Cancellation;
};

/**
 * How a half-day was cancelled. `at`, `by`: when and by whom, as far as that was noted; a name that is gone is not
 * said. `toTell`: how many people are to be told. `byHand`: a person cancelled it and it is not over, so that it can be
 * held after all.
 */
export type Cancellation = {
  readonly at?: Instant;
  readonly by?: string;
  readonly toTell: number;
  readonly byHand: boolean;
};

export type Week = {
  readonly timeZone: string;
  readonly today: string;
  readonly days: readonly DayOfWeek[];
  readonly places: readonly PlaceOfWeek[];
  readonly people: readonly PersonOfWeek[];
  readonly more: boolean;
  readonly chosen?: ChosenHalfDay;
  /** The last act of planning of whoever reads. */
  readonly last?: LastAct;
};

/**
 * What an act of planning did to people, as it is named: who came to a half-day, or else who left one, its place and
 * day. `people`: their names, as far as they have one. `halfDays`: how many half-days it was about; place and day are
 * those of the first.
 */
export type PlannedAct = {
  readonly did: "planned" | "taken-off";
  readonly people: readonly (string | undefined)[];
  readonly place: string;
  readonly localDate: string;
  readonly halfDays: number;
};

/**
 * An act of planning that is taken back on a page of its own: which, where and when, as far as it is about one place or
 * day, and the ids that lead to it. `by`: the colleague who did it. `closes`: it closed a place, or every place where
 * none is named, and that closure still stands.
 */
export type OtherAct = {
  readonly act: JournalAct;
  readonly closes?: true;
  readonly by?: string;
  readonly place?: string;
  readonly localDate?: string;
  readonly permanence?: string;
  readonly closure?: string;
  readonly series?: string;
  readonly account?: string;
};

/**
 * The last act of somebody, by its entry in the journal: it can be undone, its undoing be taken back, or it is taken
 * back `elsewhere`.
 */
export type LastAct = { readonly entry: string } & (
  | { readonly way: "undo" | "redo"; readonly what: PlannedAct }
  | { readonly way: "elsewhere"; readonly other: OtherAct }
);

/**
 * What undoing an act does, or would do. `rows`: who is at a half-day since, and who no more (`stands`), in order of
 * time.
 */
export type Undone = {
  readonly way: "undo" | "redo";
  readonly what: PlannedAct;
  readonly rows: readonly {
    readonly account: string;
    readonly name?: string;
    readonly place: string;
    readonly localDate: string;
    readonly timeZone: string;
    readonly span: Interval;
    readonly stands: boolean;
  }[];
};

/**
 * Why an act is not undone. `way`, `what`: the act; `row`: whom the reason is about, and at which half-day;
 * `elsewhere`: where they stand then; `other`: of `newer-act`, the act of another kind that has touched its half-days
 * since.
 */
export type UndoRefused = {
  readonly ok: false;
  readonly refusal: SeatRefused["refusal"] | "not-found" | "not-allowed" | "changed-meanwhile" | "newer-act";
  readonly way?: "undo" | "redo";
  readonly what?: PlannedAct;
  readonly row?: { readonly name?: string; readonly place: string; readonly localDate: string };
  readonly elsewhere?: SeatRefused["elsewhere"];
  readonly other?: OtherAct;
};

/** A date of the series on which they cannot be planned, and why. */
export type DateWithout = { readonly permanence: string; readonly localDate: string } & Omit<SeatRefused, "ok">;

/**
 * What it did, or would do. `already`: half-days at which they stood before. `without`: those that could not be, in
 * order of time.
 */
export type WeeklyAssigned = {
  readonly planned: readonly (Seat & { readonly permanence: string; readonly localDate: string })[];
  readonly already: number;
  readonly without: readonly DateWithout[];
};

/**
 * When and where somebody is planned. `span`: their own hours, which may be a part of the half-day. `away`: an absence
 * of theirs is noted that meets these hours; `missing`: so somebody is missing at their desk. `cancelled`: the half-day
 * is not held, and where it is held instead, if it is. `toTell`: how many booked people of it are to be told something.
 */
export type OwnHalfDay = {
  readonly id: string;
  readonly permanence: string;
  readonly place: string;
  readonly address: string;
  readonly desk: number;
  readonly span: Interval;
  readonly timeZone: string;
  readonly away: boolean;
  readonly missing: boolean;
  readonly cancelled?: { readonly movedTo?: MovedTo };
  readonly toTell: number;
};
