import type { RemedyRefusal } from "#lib/booking/disruption.ts";
import type messages from "#messages/team/fr.json";

type RefusalKey = keyof (typeof messages)["staff"]["disruption"]["refusals"];

/** The sentence of each reason for which a half-day was not settled. */
export const refusalWording: Readonly<Record<RemedyRefusal, RefusalKey>> = {
  "half-day-over": "over",
  "half-day-cancelled": "over",
  "permanence-closed": "over",
  "outside-half-day": "unexpected",
  "no-role-there": "noRole",
  absent: "absent",
  "planned-here": "planned",
  "planned-elsewhere": "planned",
  "desk-taken": "planned",
  "no-desk-left": "planned",
  "not-found": "notFound",
  "not-allowed": "notAllowed",
  "desk-busy": "deskBusy",
  "state-changed": "changed",
  "changed-meanwhile": "changed",
  "nobody-is-away": "changed",
  "nobody-is-left": "nobodyLeft",
  "too-many-people": "unexpected",
  "closed-then": "closedThen",
  "begins-in-the-past": "past",
  unexpected: "unexpected",
};
