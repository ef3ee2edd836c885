import { accept, refuse, type Result } from "#lib/result.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { SentAct } from "#lib/queue/line/envelope.ts";
import { isStillToCome, type LineState } from "#lib/queue/line/line-state.ts";
import { isHere } from "#lib/queue/order/who-may-pass.ts";

export type Late = { readonly type: "late"; readonly appointment: string; readonly expectedAt: Instant };

export type AppointmentLate = {
  readonly type: "appointment-late";
  readonly appointment: string;
  readonly expectedAt: Instant;
};

/** `not-found`: this appointment is not expected here. `outside-hours`: the announced hour is not ahead. */
export type LateRefusal = "already-here" | "not-found" | "outside-hours";

/**
 * A booked person says when they will come. It changes no turn, only what is announced
 * (docs/line.md#late-appointments).
 */
export function announceLate(
  state: LineState,
  { appointment, expectedAt }: SentAct<Late>,
  now: Instant,
): Result<readonly AppointmentLate[], LateRefusal> {
  const expected = state.expected.find(({ id }) => id === appointment);
  if (!expected) return refuse(isHere(state, appointment) ? "already-here" : "not-found");
  if (!isStillToCome(state, expectedAt, now)) return refuse("outside-hours");
  return accept(expected.expectedAt === expectedAt ? [] : [{ type: "appointment-late", appointment, expectedAt }]);
}

/** The booked person is expected at the announced hour. */
export const appointmentLate = (state: LineState, { appointment, expectedAt }: AppointmentLate): LineState => ({
  ...state,
  expected: state.expected.map((expected) => (expected.id === appointment ? { ...expected, expectedAt } : expected)),
});
