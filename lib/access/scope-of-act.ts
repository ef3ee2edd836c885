import type { Actor } from "./actor.ts";
import type { Request } from "./roles.ts";
import type { Scope } from "./scope.ts";

/**
 * The scope that a token needs for each act of staff; "none" where no role of staff decides, "login" for what no token may do.
 * The secret of a share holds longer than a token, so only whoever signed in gets it. The roles that lead are given by whoever signed in too: a
 * token that somebody found could make an administrator of them.
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
