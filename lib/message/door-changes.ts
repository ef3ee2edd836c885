import type { Interval } from "#lib/time/interval.ts";
import type { PlaceToName } from "./facts.ts";
import type { StaffMessageKind, ToldToStaff } from "./staff-kinds.ts";

/**
 * A half-day of which a contact on site may know something else than what is true. `planned`: as its door says;
 * `known`: as they know it; `isNow`: as it is; each of these absent where it is not held there. `organisation`: who
 * holds it.
 */
export type DoorHalfDay = {
  readonly permanence: string;
  readonly organisation: string;
  readonly place: PlaceToName;
  readonly planned: Interval;
  readonly known?: Interval;
  readonly isNow?: Interval;
};

/** A message to a contact on site: what it says, and what they know once it has left. */
export type MessageToDoor = {
  readonly kind: Extract<StaffMessageKind, "notice-to-hang" | "notice-to-take-off">;
  readonly what: Extract<ToldToStaff, { readonly kind: "notice-to-hang" | "notice-to-take-off" }>;
  readonly tells: readonly DoorHalfDay[];
};

const isSame = (one: Interval | undefined, other: Interval | undefined): boolean =>
  one === other || (one !== undefined && other !== undefined && one.start === other.start && one.end === other.end);

/** Whether the notice for the door speaks of it: it is not held there, or at other hours. */
const isOnNotice = ({ planned, isNow }: DoorHalfDay): boolean => !isSame(planned, isNow);

/**
 * The one message that tells a contact on site what an organisation has changed of the half-days at their door
 * (docs/messages.md#to-the-contact-on-site); undefined where all is as they know it. As long as there is something new
 * to hang, the notice says of the others too that they are held; only what is held after all is a message of its own,
 * since the sheet has to go.
 */
export function messageToDoor(halfDays: readonly DoorHalfDay[], organisation: string): MessageToDoor | undefined {
  const changed = halfDays
    .filter((one) => one.organisation === organisation && !isSame(one.known, one.isNow))
    .toSorted((one, other) => one.planned.start - other.planned.start);
  if (changed.length === 0) return undefined;
  const toHang = changed.filter(isOnNotice);
  if (toHang.length > 0) {
    const named = toHang.map(({ place, planned, isNow }) => ({ span: planned, place, ...(isNow && { now: isNow }) }));
    return { kind: "notice-to-hang", what: { kind: "notice-to-hang", halfDays: named }, tells: changed };
  }
  const named = changed.map(({ place, planned }) => ({ span: planned, place }));
  const what = { kind: "notice-to-take-off", halfDays: named, others: halfDays.some(isOnNotice) } as const;
  return { kind: "notice-to-take-off", what, tells: changed };
}
