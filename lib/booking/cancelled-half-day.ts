import type { Mode, Window } from "#lib/schedule/permanence.ts";
import type { Interval } from "#lib/time/interval.ts";

/**
 * How many people the cancellation of a half-day affects: booked appointments that are cancelled, numbers that still
 * wait, and people called or at a desk (`beingHelped`), who finish first.
 */
export type CancellationEffect = {
  readonly appointments: number;
  readonly waiting: number;
  readonly beingHelped: number;
};

/**
 * A half-day to go to instead. `windows`: who may come in which of its hours; `free`: slots that can still be booked in
 * it about its shortest topic.
 */
export type OtherHalfDay = {
  readonly permanence: string;
  readonly span: Interval;
  readonly timeZone: string;
  readonly place: { readonly slug: string; readonly name: string };
  readonly access: Mode;
  readonly windows: readonly Window[];
  readonly free: number;
};

/** Whether somebody can be received there: an hour is free, or one may come without an appointment. */
export const canReceive = ({ access, free }: Pick<OtherHalfDay, "access" | "free">): boolean =>
  free > 0 || access !== "appointment";
