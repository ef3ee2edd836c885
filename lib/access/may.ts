import { assertNever } from "#lib/result.ts";
import type { Actor, Role } from "./actor.ts";
import { RIGHTS, type OwnedThing, type Request, type RoleName } from "./roles.ts";
import type { Scope } from "./scope.ts";

/**
 * Whether the actor may do this, by the table of rights; a token also by its scopes, a shared tablet by its half-day.
 * Every use case asks it before it reads or writes.
 */
export function may(actor: Actor, request: Request): boolean {
  const right = RIGHTS[request.act];
  if (right === "everybody") return true;
  if (actor.kind === "staff" && !(scopesAllow(actor, request.act) && isLeftByTablet(actor, request))) return false;
  const ids = request as Partial<Record<OwnedThing, string>>;
  return (Object.entries(right) as [OwnedThing, readonly RoleName[]][]).some(([own, roles]) =>
    rolesOf(actor, own, ids).some((role) => roles.includes(role)),
  );
}

/**
 * The roles of the actor when that id of the request, an organisation or a place for instance, is their own; none when
 * it is another's.
 */
function rolesOf(actor: Actor, own: OwnedThing, ids: Partial<Record<OwnedThing, string>>): readonly RoleName[] {
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

/**
 * The scope that a token needs for each act of staff; "none" where no role of staff decides, "login" for what no token
 * may do. The secret of a share holds longer than a token, so only whoever signed in gets it. The roles that lead are
 * given by whoever signed in too: a token that somebody found could make an administrator of them.
 */
const SCOPE_OF: Readonly<Record<Request["act"], Scope | "none" | "login">> = {
  "read-board": "none",
  "run-line": "line",
  "send-late-acts": "line",
  "arrange-desks": "line",
  "read-contacts": "login",
  "print-door": "line",
  "open-tablet": "login",
  "read-tablet-code": "login",
  "read-half-days": "read",
  "read-line": "read",
  "take-number": "line",
  "check-in": "line",
  "follow-visit": "none",
  "leave-line": "none",
  away: "none",
  book: "none",
  "book-as-team": "booking",
  "find-appointment": "login",
  "erase-resident": "login",
  "read-appointment": "none",
  "change-appointment": "none",
  "plan-half-days": "planning",
  "read-figures": "login",
  "settle-own-half-day": "login",
  "write-report": "login",
  "note-absence": "login",
  "manage-devices": "planning",
  "manage-places": "login",
  "manage-topics": "login",
  "manage-people": "people",
  "give-any-role": "login",
  "manage-shares": "login",
  "manage-messages": "login",
  "set-up-organisation": "login",
  "host-organisations": "login",
  "read-journal": "login",
  "read-documents": "login",
  "manage-tokens": "login",
  "manage-account": "login",
  "read-share": "none",
  "stop-share-mails": "none",
  "list-share": "login",
};

/** Whether the scopes of a member of staff let them do this act; a login has no scopes and is not narrowed. */
export function scopesAllow({ scopes }: Actor & { readonly kind: "staff" }, act: Request["act"]): boolean {
  const needed = SCOPE_OF[act];
  if (scopes === undefined || needed === "none") return true;
  return needed !== "login" && scopes.includes(needed);
}

/** What a login of a shared tablet may do at its half-day: run the line, and nothing that names a resident. */
const DURING: readonly Request["act"][] = ["run-line", "read-line", "take-number", "check-in", "send-late-acts"];

/** The same once the half-day is over: acts that were done before are still received. */
const AFTERWARDS: readonly Request["act"][] = ["send-late-acts"];

/**
 * Whether the narrowing of a login of a shared tablet leaves this act: one of the line, at its half-day alone.
 * Everybody else is not narrowed (docs/architecture.md#a-shared-tablet).
 */
function isLeftByTablet({ by, only }: Actor & { readonly kind: "staff" }, request: Request): boolean {
  if (by !== "tablet") return true;
  if (!only || !(only.over ? AFTERWARDS : DURING).includes(request.act)) return false;
  const { permanence, place, organisation } = request as Readonly<Record<string, string | undefined>>;
  return permanence?.toLowerCase() === only.permanence && place === only.place && organisation === only.organisation;
}
