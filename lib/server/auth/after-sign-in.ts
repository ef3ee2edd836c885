import type { StaffActor } from "./options.ts";

/**
 * Whether this person belongs to a team: anybody who is not only a partner or a contact on site. Their tablet may hold
 * unsent acts.
 */
export const runsLines = (actor: StaffActor): boolean =>
  actor.roles.some(({ role }) => role !== "partner" && role !== "contact");

/** Where somebody finds their own: the line to run, or the calendars shared with the person's organisation. */
export const landingOf = (actor: StaffActor): "/conseiller" | "/agenda" =>
  actor.roles.some(({ role }) => role !== "partner") ? "/conseiller" : "/agenda";

const HERE = "http://here.invalid";

/**
 * The path to come back to after signing in, or undefined when it would lead to another site, to the sign-in page
 * itself or to something that is no page. Accepts a path of this origin only.
 */
export function safeReturn(path: unknown): string | undefined {
  if (typeof path !== "string" || !/^\/[^/\\]/.test(path) || path.length > 500 || !URL.canParse(path, HERE))
    return undefined;
  const { origin, pathname, search } = new URL(path, HERE);
  const isPage = !/^\/(api|feeds|_next)(\/|$)/.test(pathname) && !/^(\/[a-z]{2})?\/connexion(\/|$)/.test(pathname);
  return origin === HERE && isPage && !pathname.startsWith("//") ? pathname + search : undefined;
}
