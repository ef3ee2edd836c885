import type { ActInOrganisation } from "#lib/access/where-may.ts";
import type messages from "#messages/fr.json";

/**
 * A section of the pages for coordination: the key of its words under `staff.sections`, its path without language, and the
 * act that somebody must be allowed in an organisation to see it.
 */
export type Section = {
  readonly key: Exclude<keyof (typeof messages)["staff"]["sections"], "halfDays">;
  readonly href: string;
  readonly act: ActInOrganisation;
};

/** In the order of the menu. */
export const SECTIONS: readonly Section[] = [
  { key: "planning", href: "/coordination/planning", act: "plan-half-days" },
  { key: "rules", href: "/coordination/regles", act: "plan-half-days" },
  { key: "places", href: "/coordination/lieux", act: "manage-places" },
  { key: "closures", href: "/coordination/fermetures", act: "plan-half-days" },
  { key: "people", href: "/coordination/equipe", act: "manage-people" },
  { key: "topics", href: "/coordination/demarches", act: "manage-topics" },
  { key: "devices", href: "/coordination/appareils", act: "manage-devices" },
  { key: "shares", href: "/coordination/partages", act: "manage-shares" },
  { key: "operators", href: "/coordination/collectivites", act: "host-operators" },
  { key: "settings", href: "/coordination/reglages", act: "set-up-operator" },
  { key: "documents", href: "/coordination/documents", act: "read-documents" },
  { key: "journal", href: "/coordination/journal", act: "read-journal" },
];
