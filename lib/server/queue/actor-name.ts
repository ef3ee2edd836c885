import type { Actor } from "../../access/actor.ts";
import { assertNever } from "../../result.ts";

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
