import { assertNever } from "../result.ts";
import type { Actor, Role } from "./actor.ts";
import { scopesAllow } from "./scope-of-act.ts";
import { isLeftByTablet } from "./shared-tablet.ts";
import { RIGHTS, type Own, type Request, type RoleName } from "./roles.ts";

/** Whether the actor may do this, by the table of rights; a token also by its scopes, a shared tablet by its half-day. Every use case asks it before it reads or writes. */
export function may(actor: Actor, request: Request): boolean {
  const right = RIGHTS[request.act];
  if (right === "everybody") return true;
  if (actor.kind === "staff" && !(scopesAllow(actor, request.act) && isLeftByTablet(actor, request))) return false;
  const ids = request as Partial<Record<Own, string>>;
  return (Object.entries(right) as [Own, readonly RoleName[]][]).some(([own, roles]) =>
    rolesOf(actor, own, ids).some((role) => roles.includes(role)),
  );
}

/** The roles of the actor when that id of the request, an organisation or a place for instance, is their own; none when it is another's. */
function rolesOf(actor: Actor, own: Own, ids: Partial<Record<Own, string>>): readonly RoleName[] {
  const id = ids[own];
  switch (actor.kind) {
    case "anonymous":
      return [];
    case "resident":
      return (own === "visit" || own === "appointment") && actor[own] !== undefined && actor[own] === id
        ? ["resident"]
        : [];
    case "door":
      return own === "place" && actor.place === id ? ["door"] : [];
    case "device":
      return own === "place" && actor.place === id ? [actor.use] : [];
    case "staff":
      if (own === "account") return actor.user === id && actor.by === "login" ? ["self"] : [];
      return own === "organisation" || own === "giver" || own === "receiver"
        ? actor.roles.filter((role) => role.organisation === id && holdsAt(role, ids.place)).map(({ role }) => role)
        : [];
    case "share":
      return own === "share" && actor.share === id ? ["share"] : [];
    default:
      return assertNever(actor);
  }
}

const holdsAt = ({ places }: Role, place: string | undefined): boolean =>
  places === "all" || (place !== undefined && places.includes(place));
