import type { Actor } from "./actor.ts";
import { scopesAllow } from "./may.ts";
import { ALL_STAFF, RIGHTS, type Request, type RoleName } from "./roles.ts";

/** Where somebody may do an act: in that organisation, at all places or at these. */
export type Reach = { readonly organisation: string; readonly places: "all" | readonly string[] };

/** An act of staff that names an organisation, and mostly a place. */
export type ActInOrganisation = Extract<Request, { readonly organisation: string }>["act"];

/** Where a member of staff may do this, for lists of what `may` allows one by one; each organisation once. */
export function whereMay(actor: Actor & { readonly kind: "staff" }, act: ActInOrganisation): readonly Reach[] {
  const right: { readonly organisation?: readonly RoleName[] } | "everybody" = RIGHTS[act];
  const allowed = right === "everybody" ? ALL_STAFF : (right.organisation ?? []);
  // A shared tablet has one half-day and no lists.
  if (!scopesAllow(actor, act) || actor.by === "tablet") return [];
  const reach = new Map<string, Reach["places"]>();
  for (const { organisation, role, places } of actor.roles) {
    if (!allowed.includes(role)) continue;
    const former = reach.get(organisation) ?? [];
    reach.set(organisation, former === "all" || places === "all" ? "all" : [...new Set([...former, ...places])]);
  }
  return [...reach].map(([organisation, places]) => ({ organisation, places }));
}

/**
 * At how many places somebody must be allowed something, for a page or a list about a whole organisation or a part of
 * it.
 */
export type AtPlaces = "every-place" | "some-place";

/**
 * The ids of the organisations in which this person may do that at every place, or at one place at least, in the order
 * of their roles.
 */
export const organisationsWhere = (
  actor: Actor & { readonly kind: "staff" },
  act: ActInOrganisation,
  at: AtPlaces = "every-place",
): readonly string[] =>
  whereMay(actor, act)
    .filter(({ places }) => places === "all" || (at === "some-place" && places.length > 0))
    .map(({ organisation }) => organisation);

/** Where in that organisation this person may do that; undefined when at no place. */
export const reachIn = (actor: Actor, act: ActInOrganisation, organisation: string): Reach | undefined =>
  actor.kind === "staff"
    ? whereMay(actor, act).find(
        (one) => one.organisation === organisation && (one.places === "all" || one.places.length > 0),
      )
    : undefined;

/** Whether a reach holds that place. */
export const reaches = ({ places }: Reach, place: string): boolean => places === "all" || places.includes(place);
