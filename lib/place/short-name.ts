import { slugOf } from "./slug.ts";

/** Most characters of a short name: what the screen of a room and a calendar show in one line. */
const LONGEST = 40;
const ELLIPSIS = "\u2026";

/** Names that many places have (as slugs); the city is added to them. */
const GENERIC = new Set([
  "bibliotheque",
  "ccas",
  "centre-communal-d-action-sociale",
  "centre-intercommunal-d-action-sociale",
  "centre-medico-social",
  "centre-social",
  "centre-socio-culturel",
  "centre-socioculturel",
  "cms",
  "emmaus-connect",
  "espace-france-services",
  "familles-rurales",
  "france-services",
  "la-poste",
  "mairie",
  "maison-de-quartier",
  "maison-des-services",
  "maison-france-services",
  "mediatheque",
  "mission-locale",
  "point-france-services",
  "regie-de-quartier",
]);

/** Generic names that are too long for one line with their city, and their usual acronym. */
const LETTERS: Readonly<Record<string, string>> = {
  "centre-communal-d-action-sociale": "CCAS",
  "centre-intercommunal-d-action-sociale": "CIAS",
};

/**
 * The name of a place in at most 40 characters, for the screen of a room and for calendars. The city is added to a
 * generic name; a longer text is cut between words and ends with an ellipsis.
 */
export function shortNameOf(name: string, city: string): string {
  const slug = slugOf(name);
  const whole = GENERIC.has(slug) ? `${LETTERS[slug] ?? name}, ${city}` : name;
  const letters = [...whole];
  if (letters.length <= LONGEST) return whole;
  const cut = letters
    .slice(0, LONGEST)
    .join("")
    .replace(/[\s,/-]+\S*$/u, "");
  return `${[...cut].slice(0, LONGEST - 1).join("")}${ELLIPSIS}`;
}
