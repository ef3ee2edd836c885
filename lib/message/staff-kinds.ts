import type { Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import type { PlaceToName } from "./facts.ts";

/**
 * What is told by mail to staff, on-site contacts and partners (docs/messages.md#to-staff-and-partners). `assigned`,
 * `assignment-moved`, `assignment-cancelled`: to whoever is planned. `notice-to-hang`, `notice-to-take-off`: to the
 * contact on site, who puts the notice on the door and takes it off again. `help-needed`: somebody of the team asked
 * for help. `half-day-cancelled`, `half-day-held`: to partners, the same day; held after all.
 */
export const STAFF_MESSAGE_KINDS = [
  "assigned",
  "assignment-moved",
  "assignment-cancelled",
  "notice-to-hang",
  "notice-to-take-off",
  "help-needed",
  "half-day-cancelled",
  "half-day-held",
] as const;
export type StaffMessageKind = (typeof STAFF_MESSAGE_KINDS)[number];

/** A half-day, or the part of it for which somebody is planned. */
export type HalfDayToName = { readonly span: Interval; readonly place: PlaceToName };

/**
 * A half-day that is not held as its door says (`span`). `now`: at which hours it is; absent where it is not held
 * there.
 */
export type HalfDayOfDoor = HalfDayToName & { readonly now?: Interval };

/**
 * What each kind says. `halfDays`: one at least, in their order; what one act changed is one message. `others`: further
 * half-days stand on the notice. `desk`: as it is called there.
 */
type WhatIsToldToStaff =
  | {
      readonly kind: "assigned" | "assignment-cancelled" | "half-day-cancelled" | "half-day-held";
      readonly halfDays: readonly HalfDayToName[];
    }
  | { readonly kind: "assignment-moved"; readonly from: HalfDayToName; readonly to: HalfDayToName }
  | { readonly kind: "notice-to-hang"; readonly halfDays: readonly HalfDayOfDoor[] }
  | { readonly kind: "notice-to-take-off"; readonly halfDays: readonly HalfDayToName[]; readonly others: boolean }
  | { readonly kind: "help-needed"; readonly place: PlaceToName; readonly since: Instant; readonly desk?: string };

/**
 * A message to staff, a contact on site or a partner with its facts: places and hours, never a resident. `phone`: of
 * who coordinates, for help that of the place. `link`: without https, to the page where they answer, to the notice, or
 * to the calendar of the partner. `stop`: without https, to the page on which a partner stops these mails.
 */
export type ToldToStaff = WhatIsToldToStaff & {
  readonly phone?: string;
  readonly link?: string;
  readonly stop?: string;
};
