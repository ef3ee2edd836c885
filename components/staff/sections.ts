import type { ActInOrganisation, AtPlaces } from "#lib/access/where-may.ts";
import type messages from "#messages/team/fr.json";

/**
 * A section of the pages for coordination: the key of its words under `staff.sections`, its path without language, and
 * the act that somebody must be allowed in an organisation to see it: at every place, or at one, of which it then shows
 * what is theirs.
 */
export type Section = {
  readonly key: Exclude<keyof (typeof messages)["staff"]["sections"], "halfDays">;
  readonly href: string;
  readonly act: ActInOrganisation;
  readonly at: AtPlaces;
  /** Not of every day: folded where the menu has more than fit in a row. */
  readonly rare?: true;
};

/** In the order of the menu: those of every day, then those of setting up and looking back. */
export const SECTIONS: readonly Section[] = [
  { key: "monday", href: "/coordination/lundi", act: "plan-half-days", at: "some-place" },
  { key: "planning", href: "/coordination/planning", act: "plan-half-days", at: "some-place" },
  { key: "disruption", href: "/coordination/imprevu", act: "plan-half-days", at: "some-place" },
  { key: "series", href: "/coordination/regles", act: "plan-half-days", at: "some-place" },
  { key: "closures", href: "/coordination/fermetures", act: "plan-half-days", at: "some-place" },
  { key: "places", href: "/coordination/lieux", act: "manage-places", at: "some-place" },
  { key: "people", href: "/coordination/equipe", act: "manage-people", at: "every-place" },
  { key: "figures", href: "/coordination/chiffres", act: "read-figures", at: "some-place" },
  { key: "topics", href: "/coordination/demarches", act: "manage-topics", at: "every-place", rare: true },
  { key: "devices", href: "/coordination/appareils", act: "manage-devices", at: "some-place", rare: true },
  { key: "shares", href: "/coordination/partages", act: "manage-shares", at: "every-place", rare: true },
  { key: "messages", href: "/coordination/messages", act: "manage-messages", at: "every-place", rare: true },
  { key: "settings", href: "/coordination/reglages", act: "set-up-organisation", at: "every-place", rare: true },
  {
    key: "organisations",
    href: "/coordination/collectivites",
    act: "host-organisations",
    at: "every-place",
    rare: true,
  },
  { key: "documents", href: "/coordination/documents", act: "read-documents", at: "every-place", rare: true },
  { key: "journal", href: "/coordination/journal", act: "read-journal", at: "every-place", rare: true },
];
