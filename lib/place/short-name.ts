import { slugOf } from "./slug.ts";

/** Characters that a room screen and a calendar show in one line. */
const LONGEST = 40;
const ELLIPSIS = "\u2026";

/** Names that many places have: alone they say not where. */
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

/** Too long for a line with their city, and known by their letters. */
const LETTERS: Readonly<Record<string, string>> = {
  "centre-communal-d-action-sociale": "CCAS",
  "centre-intercommunal-d-action-sociale": "CIAS",
};

/** A name for a room screen and a calendar: with the city where many places have the name, cut between words where it is long. */
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
