import { assertNever } from "#lib/result.ts";
import type { Scope } from "./scope.ts";

/**
 * Who asks. `resident`: holds a secret link; `door`: holds the QR code of a place; `device`: an enrolled kiosk or
 * screen of a place; `share`: holds the address of a shared calendar.
 */
export type Actor =
  | { readonly kind: "anonymous" }
  | { readonly kind: "resident"; readonly visit?: string; readonly appointment?: string }
  | { readonly kind: "door"; readonly place: string }
  | { readonly kind: "device"; readonly device: string; readonly place: string; readonly use: "kiosk" | "screen" }
  | {
      readonly kind: "staff";
      readonly user: string;
      readonly roles: readonly Role[];
      /** `tablet`: a login of the shared tablet of a place, which is narrowed to `only`. */
      readonly by: "login" | "token" | "tablet";
      /** What the token may be used for; a login has none and is not narrowed. */
      readonly scopes?: readonly Scope[];
      readonly only?: OneHalfDay;
    }
  | { readonly kind: "share"; readonly share: string; readonly level: ShareLevel };

/** The account of somebody of the team; undefined of everybody else. */
export const accountOf = (actor: Actor): string | undefined => (actor.kind === "staff" ? actor.user : undefined);

/**
 * `civic-service`: a service civique, who receives people as a conseiller does and plans nothing; `contact`: the
 * contact on site of a place, who reads when half-days are held there and runs nothing.
 */
export type StaffRole =
  | "reception"
  | "conseiller"
  | "civic-service"
  | "coordinator"
  | "contact"
  | "partner"
  | "administrator";
/**
 * What somebody is in an organisation. `places`: where, all of them or these ids; no place at all when the list is
 * empty.
 */
export type Role = {
  readonly organisation: string;
  readonly role: StaffRole;
  readonly places: "all" | readonly string[];
};
/** The half-day of a login of a shared tablet. `over`: it has ended, and only what was done before is received. */
export type OneHalfDay = {
  readonly permanence: string;
  readonly place: string;
  readonly organisation: string;
  readonly over: boolean;
};
/** What a share tells, from the least to the most (docs/calendars.md#levels). */
export type ShareLevel = "open-hours" | "with-load" | "operational";

/** Who acted, as an event keeps it: a kind and an id, never a person's name. */
export function actorName(actor: Actor): string {
  switch (actor.kind) {
    case "staff":
      return `staff:${actor.user}`;
    case "device":
      return `device:${actor.device}`;
    case "door":
      return `door:${actor.place}`;
    case "resident":
    case "anonymous":
    case "share":
      return actor.kind;
    default:
      return assertNever(actor);
  }
}
