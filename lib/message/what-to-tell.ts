import type { Instant } from "#lib/time/instant.ts";
import type { MessageKind } from "./kinds.ts";

/** An hour, and the id of the place where it is held. */
export type HourThere = { readonly start: Instant; readonly place: string };

/**
 * What the person of an appointment has to know of it. `booked`: they are received at that hour. `cancelled`: the
 * service does not receive them. `offered`: it cannot keep their hour, and another one is held until they answer;
 * `offer`: its id.
 */
export type AppointmentNews =
  | { readonly is: "booked" | "cancelled"; readonly hour: HourThere }
  | { readonly is: "offered"; readonly hour: HourThere; readonly offer: string };

/**
 * What is true of an appointment. `over`: nothing has to be told: they cancelled it themselves, are here, know that it
 * does not suit, or the hour has come.
 */
export type AppointmentTruth = AppointmentNews | { readonly is: "over" };

/**
 * What somebody was told: `sent` in the message that left last, and `waiting` in one that was put in after it and has
 * not left.
 */
export type ToldSoFar = { readonly sent?: AppointmentNews; readonly waiting?: AppointmentNews };

/** The kinds that tell what has become true. */
type TruthKind = Extract<MessageKind, "confirmation" | "changed" | "kept" | "offer" | "cancelled">;

/**
 * What an act does to the messages of an appointment. `takesBack`: what waits is cancelled, as it is not true any more;
 * `tells`: the message that is put in.
 */
export type MessageChange = { readonly takesBack: boolean; readonly tells?: TruthKind };

/**
 * What has to be told once something has become true of an appointment (docs/messages.md#the-truth-last): the last
 * message that leaves says what is true. One that waits and is not true any more is taken back; so an act that is
 * undone before anything has left tells nobody anything.
 */
export function whatToTell({ sent, waiting }: ToldSoFar, truth: AppointmentTruth): MessageChange {
  if (truth.is === "over") return { takesBack: waiting !== undefined };
  if (waiting && isSame(waiting, truth)) return { takesBack: false };
  const takesBack = waiting !== undefined;
  if (sent && isSame(sent, truth)) return { takesBack };
  return { takesBack, tells: kindOf(sent, truth) };
}

function kindOf(sent: AppointmentNews | undefined, truth: AppointmentNews): TruthKind {
  if (truth.is === "offered") return "offer";
  if (truth.is === "cancelled") return "cancelled";
  if (sent === undefined) return "confirmation";
  return isSameHour(sent.hour, truth.hour) ? "kept" : "changed";
}

/** Whether both say the same. */
export const isSame = (one: AppointmentNews, other: AppointmentNews): boolean =>
  one.is === other.is &&
  isSameHour(one.hour, other.hour) &&
  (one.is !== "offered" || other.is !== "offered" || one.offer === other.offer);

const isSameHour = (one: HourThere, other: HourThere): boolean =>
  one.start === other.start && one.place === other.place;
