import type { StaffRole } from "./actor.ts";

/**
 * What an actor wants to do, and the ids by which `RIGHTS` decides: of the organisation, place, visit, appointment,
 * share or account that it concerns. `organisation` is the one that holds the half-day, or to which the device’s place
 * belongs; `place` is where.
 */
export type Request =
  | { readonly act: "read-board" }
  | OfHalfDay<"run-line">
  | OfHalfDay<"send-late-acts">
  | { readonly act: "arrange-desks"; readonly place: string; readonly organisation: string }
  | { readonly act: "read-half-days"; readonly place: string; readonly organisation: string }
  | OfHalfDay<"read-line">
  | OfHalfDay<"take-number">
  | OfHalfDay<"check-in">
  | { readonly act: "read-contacts"; readonly place: string; readonly organisation: string }
  | { readonly act: "print-door"; readonly place: string; readonly organisation: string }
  | { readonly act: "open-tablet"; readonly place: string; readonly organisation: string }
  | { readonly act: "read-tablet-code"; readonly place: string; readonly organisation: string }
  | { readonly act: "follow-visit"; readonly visit: string }
  | { readonly act: "leave-line"; readonly visit: string }
  | { readonly act: "away"; readonly visit: string }
  | { readonly act: "book" }
  | { readonly act: "book-as-team"; readonly place: string; readonly organisation: string }
  | { readonly act: "find-appointment"; readonly place: string; readonly organisation: string }
  | { readonly act: "erase-resident"; readonly place: string; readonly organisation: string }
  | { readonly act: "read-appointment"; readonly appointment: string }
  | { readonly act: "change-appointment"; readonly appointment: string }
  | { readonly act: "plan-half-days"; readonly place: string; readonly organisation: string }
  | { readonly act: "read-figures"; readonly place: string; readonly organisation: string }
  | { readonly act: "settle-own-half-day"; readonly place: string; readonly organisation: string }
  // `place` is missing for help elsewhere.
  | { readonly act: "write-report"; readonly place?: string; readonly organisation: string }
  | { readonly act: "note-absence"; readonly organisation: string; readonly account: string }
  | { readonly act: "manage-devices"; readonly place: string; readonly organisation: string }
  | { readonly act: "manage-places"; readonly place?: string; readonly organisation: string }
  | { readonly act: "manage-topics"; readonly organisation: string }
  | { readonly act: "manage-people"; readonly organisation: string }
  | { readonly act: "give-any-role"; readonly organisation: string }
  | { readonly act: "manage-shares"; readonly organisation: string }
  | { readonly act: "manage-messages"; readonly organisation: string }
  | { readonly act: "set-up-organisation"; readonly organisation: string }
  // `organisation`: the one that hosts the installation.
  | { readonly act: "host-organisations"; readonly organisation: string }
  | { readonly act: "read-journal"; readonly organisation: string }
  | { readonly act: "read-documents"; readonly organisation: string }
  | { readonly act: "manage-tokens"; readonly account: string }
  | { readonly act: "manage-account"; readonly account: string }
  | { readonly act: "read-share"; readonly share: string }
  // Stop the mails that a partner gets about the half-days of a share.
  | { readonly act: "stop-share-mails"; readonly share: string }
  | { readonly act: "list-share"; readonly giver: string; readonly receiver: string };

/** An act at one half-day, by its id; `place` and `organisation` are those of the half-day. */
type OfHalfDay<Act extends string> = {
  readonly act: Act;
  readonly permanence: string;
  readonly place: string;
  readonly organisation: string;
};

/**
 * Who can ask. Staff roles are held in an organisation, the same whether somebody signed in or sent a token; kiosk and
 * screen are the two uses of a device; `self` is whoever signed in to the account itself. Whoever is anonymous has no
 * role.
 */
export type RoleName = StaffRole | "resident" | "door" | "kiosk" | "screen" | "share" | "self";

/** An id of a request that must be one's own: one's organisation, place, number, appointment, share or account. */
export type OwnedThing =
  | "account"
  | "organisation"
  | "place"
  | "visit"
  | "appointment"
  | "share"
  | "giver"
  | "receiver";

const TEAM = ["reception", "conseiller", "civic-service", "coordinator"] as const satisfies readonly StaffRole[];
export const ALL_STAFF = [...TEAM, "contact", "partner", "administrator"] as const satisfies readonly StaffRole[];

/** The roles whose people are planned at half-days. */
export const PLANNED_ROLES = ["conseiller", "civic-service", "coordinator"] as const satisfies readonly StaffRole[];

/**
 * Who may do what (docs/architecture.md#access): "everybody", or the roles that may when the named id of the request is
 * their own. A role of staff that is narrowed to places holds only where the request names one of them. What stands in
 * no row is refused.
 */
export const RIGHTS: {
  readonly [Act in Request["act"]]:
    | "everybody"
    | { readonly [Id in OwnedThing & keyof Extract<Request, { act: Act }>]?: readonly RoleName[] };
} = {
  "read-board": "everybody",
  book: "everybody",
  "run-line": { organisation: TEAM },
  // What a tablet did without network, once its half-day is over.
  "send-late-acts": { organisation: TEAM },
  // Free a colleague's desk, take over who is there, add a desk.
  "arrange-desks": { organisation: ["reception", "coordinator"] },
  // Which half-days are held where, today and in the next days: no line, no appointment.
  "read-half-days": { organisation: [...TEAM, "contact"] },
  "read-line": { organisation: TEAM },
  // The first name and contact of booked people whom the team has to tell something.
  "read-contacts": { organisation: TEAM },
  // The address in the code of the door, on its poster.
  // Whoever may renew the code of a door may print it.
  "print-door": { organisation: [...TEAM, "administrator"] },
  "book-as-team": { organisation: TEAM },
  // Look for an appointment for whoever asks at the desk or on the telephone, open it by its code, move and cancel it
  // for them.
  "find-appointment": { organisation: TEAM },
  // Export and erase what is kept of a resident, by the code that they show.
  "erase-resident": { organisation: TEAM },
  "take-number": { organisation: TEAM, place: ["door", "kiosk"] },
  "check-in": { organisation: TEAM, place: ["kiosk"] },
  "follow-visit": { visit: ["resident"] },
  "leave-line": { visit: ["resident"] },
  away: { visit: ["resident"] },
  "read-appointment": { appointment: ["resident"] },
  "change-appointment": { appointment: ["resident"] },
  // Series, single dates, who is planned; cancelling half-days, closing places for a time.
  "plan-half-days": { organisation: ["coordinator"] },
  // The sums of half-days by month and place; those of one half-day are for its team.
  "read-figures": { organisation: ["coordinator", "administrator"] },
  // Say that a half-day at which one is planned is not held, or ends early
  // (lib/server/planning/disruption/settle-own.ts).
  "settle-own-half-day": { organisation: ["conseiller", "coordinator"] },
  // The activity reports of one's own help, and nobody else's (lib/server/report/write-report.ts).
  "write-report": { organisation: PLANNED_ROLES },
  // When somebody is away, of anybody of the organisation or of oneself. For oneself a role in the organisation is
  // needed too (lib/server/planning/absences/whose-absence.ts).
  "note-absence": { organisation: ["coordinator"], account: ["self"] },
  "manage-devices": { organisation: ["coordinator", "administrator"] },
  // Show what opens the shared tablet of a place for one half-day.
  "open-tablet": { organisation: [...TEAM, "administrator"] },
  // Read and renew the code of the day; also whoever is planned there that day
  // (lib/server/auth/tablet/tablet-passes.ts).
  "read-tablet-code": { organisation: ["coordinator", "administrator"] },
  // `place` is missing for what concerns every place, as creating one.
  "manage-places": { organisation: ["coordinator", "administrator"] },
  "manage-topics": { organisation: ["coordinator", "administrator"] },
  // Invite, give and end the roles that are not of "give-any-role".
  "manage-people": { organisation: ["coordinator", "administrator"] },
  // The roles of administrator and coordinator too, and resetting a second factor.
  "give-any-role": { organisation: ["administrator"] },
  "manage-shares": { organisation: ["coordinator", "administrator"] },
  // When reminders leave, how many SMS a place may send; messages to the team that never left.
  "manage-messages": { organisation: ["coordinator", "administrator"] },
  // What an organisation says of itself: its name, telephone, colour, logo, legal lines.
  "set-up-organisation": { organisation: ["administrator"] },
  // See every organisation of the installation, invite further ones. Asked with the organisation that hosts it.
  "host-organisations": { organisation: ["administrator"] },
  // The documents about personal data, filled in from the settings.
  "read-documents": { organisation: ["coordinator", "administrator"] },
  "read-journal": { organisation: ["coordinator", "administrator"] },
  // List and revoke one's own tokens. A token itself may not: whoever finds it could end the others.
  "manage-tokens": { account: ["self"] },
  // One's own name, languages, logins and second factor.
  "manage-account": { account: ["self"] },
  "read-share": { share: ["share"] },
  "stop-share-mails": { share: ["share"] },
  "list-share": { receiver: [...TEAM, "partner", "administrator"], giver: ["coordinator", "administrator"] },
};
