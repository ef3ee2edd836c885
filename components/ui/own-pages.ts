import { cache } from "react";

/** The pages that each organisation of an installation has of its own, below its own path. */
const OWN: ReadonlySet<string> = new Set([
  "/",
  "/accessibilite",
  "/aide",
  "/ateliers",
  "/donnees-personnelles",
  "/lieux",
  "/mentions-legales",
  "/plan-du-site",
  "/rendez-vous",
  "/retrouver",
]);

/**
 * The address of a page below the path of an organisation, « /chez/rennes/lieux »; unchanged when it is no page of its
 * own.
 */
export function belowOrganisation(at: string, href: string): string {
  const [path = ""] = /^[^?#]*/u.exec(href) ?? [];
  if (at === "" || !OWN.has(path)) return href;
  return `${at}${path === "/" ? "" : path}${href.slice(path.length)}`;
}

/** One for each request that is rendered on the server; elsewhere a new one each time, so that nothing is kept. */
const shown = cache((): { at: string } => ({ at: "" }));

/**
 * From now on the links of the page that is rendered stay with this organisation. The frame of the page says it, and a
 * page whose frame is a layout says it too, since the two are rendered in no order.
 */
export function stayWith(organisation: { readonly at?: string } | undefined): void {
  shown().at = organisation?.at ?? "";
}

/** The address in the page that is rendered: of the organisation's own page where it has one. */
export const ownAddress = (href: string): string => belowOrganisation(shown().at, href);
