import type { Actor } from "../../../access/actor.ts";
import { may } from "../../../access/may.ts";

/** Whose absence it is, and in which organisation it is entered. */
export type WhoseAbsence = { readonly organisation: string; readonly account: string };

/**
 * Whether this person notes absences of that account: a coordinator of the organisation, at every place, or whoever signed in to the account
 * and has a role in the organisation. Nobody enters anything in an organisation in which they are nobody.
 */
export function mayNoteAbsence(actor: Actor, whose: WhoseAbsence): boolean {
  if (actor.kind !== "staff" || !may(actor, { act: "note-absence", ...whose })) return false;
  return actor.roles.some(({ organisation }) => organisation === whose.organisation);
}
