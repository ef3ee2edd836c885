import type { Instant } from "../time/instant.ts";
import type { Interval } from "../time/interval.ts";
import type { PlaceToName } from "./facts.ts";

/**
 * What is told by mail to staff, on-site contacts and partners (docs/messages.md#to-staff-and-partners). `assigned`, `assignment-moved`, `assignment-cancelled`: to whoever is planned. `door-notice`: to
 * the contact on site, who hangs it up. `help-needed`: somebody of the team asked for help. `half-day-cancelled`, `half-day-held`: to partners, the same day; held after all.
 */
export const STAFF_MESSAGE_KINDS = [
  "assigned",
  "assignment-moved",
  "assignment-cancelled",
  "door-notice",
  "help-needed",
  "half-day-cancelled",
  "half-day-held",
] as const;
export type StaffMessageKind = (typeof STAFF_MESSAGE_KINDS)[number];

/** A half-day, or the part of it for which somebody is planned. */
export type HalfDayToName = { readonly span: Interval; readonly place: PlaceToName };

/** What each kind says. `halfDays`: one at least, in their order; what one act changed is one message. `table`: as it is called there. */
type WhatIsToldToStaff =
  | {
      readonly kind: "assigned" | "assignment-cancelled" | "half-day-cancelled" | "half-day-held";
      readonly halfDays: readonly HalfDayToName[];
    }
  | { readonly kind: "assignment-moved"; readonly from: HalfDayToName; readonly to: HalfDayToName }
  | { readonly kind: "door-notice"; readonly place: PlaceToName }
  | { readonly kind: "help-needed"; readonly place: PlaceToName; readonly since: Instant; readonly table?: string };

/**
 * A message to staff or a partner with its facts: places and hours, never a resident. `phone`: of who coordinates, for help that of the place. `link`: without https, to
 * the page where they answer, to the notice, or to the calendar of the partner.
 */
export type ToldToStaff = WhatIsToldToStaff & { readonly phone?: string; readonly link?: string };
