import { never } from "../result.ts";
import type { Actor, StaffRole } from "./actor.ts";

/** What can be asked for, with the little that must be known of its object. */
export type Request =
  | { readonly act: "read-board" }
  | { readonly act: "run-line"; readonly organisation: string }
  | { readonly act: "read-line"; readonly organisation: string }
  | { readonly act: "take-number"; readonly place: string; readonly organisation: string }
  | { readonly act: "follow-visit"; readonly visit: string }
  | { readonly act: "leave-line"; readonly visit: string }
  | { readonly act: "book" }
  | { readonly act: "book-as-team"; readonly organisation: string }
  | { readonly act: "plan"; readonly organisation: string }
  | { readonly act: "read-appointment"; readonly appointment: string }
  | { readonly act: "change-appointment"; readonly appointment: string }
  | { readonly act: "check-in"; readonly place: string; readonly organisation: string }
  | { readonly act: "away"; readonly visit: string }
  | { readonly act: "manage-devices"; readonly organisation: string }
  | { readonly act: "read-share"; readonly share: string }
  | { readonly act: "list-share"; readonly giver: string; readonly receiver: string };

/** The one table of rights, asked by the shell at every read and write. What is not said yes to is refused. */
export function may(actor: Actor, request: Request): boolean {
  switch (request.act) {
    case "read-board":
    case "book":
      return true;
    case "run-line":
    case "read-line":
      return isStaffOf(actor, request.organisation, ["reception", "conseiller", "coordinator"]);
    case "take-number":
      return actor.kind === "door" || actor.kind === "device"
        ? actor.place === request.place && (actor.kind === "door" || actor.use === "kiosk")
        : isStaffOf(actor, request.organisation, ["reception", "conseiller", "coordinator"]);
    case "check-in":
      return actor.kind === "device"
        ? actor.place === request.place && actor.use === "kiosk"
        : isStaffOf(actor, request.organisation, ["reception", "conseiller", "coordinator"]);
    case "follow-visit":
    case "leave-line":
    case "away":
      return actor.kind === "resident" && actor.visit === request.visit;
    case "read-appointment":
    case "change-appointment":
      return actor.kind === "resident" && actor.appointment === request.appointment;
    case "book-as-team":
      return isStaffOf(actor, request.organisation, ["reception", "conseiller", "coordinator"]);
    case "plan":
      return isStaffOf(actor, request.organisation, ["coordinator"]);
    case "manage-devices":
      return isStaffOf(actor, request.organisation, ["coordinator", "administrator"]);
    case "read-share":
      return actor.kind === "share" && actor.share === request.share;
    case "list-share":
      return (
        isStaffOf(actor, request.receiver, ["reception", "conseiller", "coordinator", "partner", "administrator"]) ||
        isStaffOf(actor, request.giver, ["coordinator", "administrator"])
      );
    default:
      return never(request);
  }
}

const isStaffOf = (actor: Actor, organisation: string, roles: readonly StaffRole[]): boolean =>
  actor.kind === "staff" && actor.roles.some((held) => held.organisation === organisation && roles.includes(held.role));
