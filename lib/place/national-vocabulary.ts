import type { Correction, Vocabulary } from "./national-place.ts";
import { slugOf } from "./slug.ts";
import { cleanText } from "./clean-text.ts";

type Word = readonly [list: Vocabulary, word: string];

/** Today's words of each list (national schema, version 1.0.1), as slugs. */
const TODAY: Readonly<Record<Vocabulary, readonly string[]>> = {
  services: [
    "aide-aux-demarches-administratives",
    "maitrise-des-outils-numeriques-du-quotidien",
    "insertion-professionnelle-via-le-numerique",
    "utilisation-securisee-du-numerique",
    "parentalite-et-education-avec-le-numerique",
    "loisirs-et-creations-numeriques",
    "comprehension-du-monde-numerique",
    "acces-internet-et-materiel-informatique",
    "acquisition-de-materiel-informatique-a-prix-solidaire",
  ],
  audiences: ["jeunes", "etudiants", "familles-et-ou-enfants", "seniors", "femmes"],
  specialCare: [
    "surdite",
    "handicaps-moteurs",
    "handicaps-mentaux",
    "illettrisme",
    "langues-etrangeres-anglais",
    "langues-etrangeres-autres",
    "deficience-visuelle",
  ],
  support: ["en-autonomie", "accompagnement-individuel", "dans-un-atelier-collectif", "a-distance"],
  fees: ["gratuit", "gratuit-sous-condition", "payant"],
  programmes: [
    "aidants-connect",
    "bibliotheques-numerique-de-reference",
    "certification-pix",
    "conseillers-numeriques",
    "emmaus-connect",
    "france-services",
    "grande-ecole-du-numerique",
    "la-croix-rouge",
    "point-d-acces-numerique-caf",
    "promeneurs-du-net",
    "relais-numerique-emmaus-connect",
  ],
};

const quotidien: Word = ["services", "maitrise-des-outils-numeriques-du-quotidien"];
const demarches: Word = ["services", "aide-aux-demarches-administratives"];
const monde: Word = ["services", "comprehension-du-monde-numerique"];
const emploi: Word = ["services", "insertion-professionnelle-via-le-numerique"];
const acces: Word = ["services", "acces-internet-et-materiel-informatique"];
const caf: Word = ["programmes", "point-d-acces-numerique-caf"];

/** The words of 2022 (version 0.1.1 and its drafts) and those that took their place in 2024; null for those that left none. */
const BEFORE: Readonly<Record<string, Word | null>> = {
  "prendre-en-main-un-smartphone-ou-une-tablette": quotidien,
  "prendre-en-main-un-ordinateur": quotidien,
  "utiliser-le-numerique-au-quotidien": quotidien,
  "approfondir-ma-culture-numerique": monde,
  "promouvoir-la-citoyennete-numerique": monde,
  "devenir-autonome-dans-les-demarches-administratives": demarches,
  "gagner-en-autonomie-dans-les-demarches-administratives": demarches,
  "realiser-des-demarches-administratives-avec-un-accompagnement": demarches,
  "etre-accompagne-dans-les-demarches-administratives": demarches,
  "accompagner-les-demarches-de-sante": demarches,
  "favoriser-mon-insertion-professionnelle": emploi,
  "creer-et-developper-mon-entreprise": emploi,
  "acceder-a-une-connexion-internet": acces,
  "acceder-a-du-materiel": acces,
  "acceder-a-du-materiel-informatique": acces,
  "s-equiper-en-materiel-informatique": ["services", "acquisition-de-materiel-informatique-a-prix-solidaire"],
  "creer-avec-le-numerique": ["services", "loisirs-et-creations-numeriques"],
  "soutenir-la-parentalite-et-l-education-avec-le-numerique": [
    "services",
    "parentalite-et-education-avec-le-numerique",
  ],
  "seniors-65-ans": ["audiences", "seniors"],
  "familles-enfants": ["audiences", "familles-et-ou-enfants"],
  "jeunes-16-26-ans": ["audiences", "jeunes"],
  "uniquement-femmes": ["audiences", "femmes"],
  adultes: null,
  "public-langues-etrangeres": ["specialCare", "langues-etrangeres-autres"],
  "handicaps-psychiques": ["specialCare", "handicaps-mentaux"],
  "personnes-en-situation-d-illettrisme": ["specialCare", "illettrisme"],
  seul: ["support", "en-autonomie"],
  "avec-de-l-aide": ["support", "accompagnement-individuel"],
  "a-ma-place": ["support", "accompagnement-individuel"],
  "dans-un-atelier": ["support", "dans-un-atelier-collectif"],
  "accepte-le-pass-numerique": null,
  adhesion: null,
  cnfs: ["programmes", "conseillers-numeriques"],
  "grandes-ecoles-du-numerique": ["programmes", "grande-ecole-du-numerique"],
  "point-relais-caf": caf,
  "point-numerique-caf": caf,
  aptic: null,
  "fabriques-de-territoire": null,
  "relais-pole-emploi": null,
  "french-tech": null,
  "campus-connecte": null,
};

const KNOWN = new Map<string, Word | null>([
  ...Object.entries(BEFORE),
  ...(Object.keys(TODAY) as Vocabulary[]).flatMap((list) =>
    TODAY[list].map((word): [string, Word] => [word, [list, word]]),
  ),
]);

/** What follows a word of 2022 says what it means. */
const EXPLAINED = /\s*:\s/u;

/** Where the words stand: today's columns beside those of 2022, some of which the schema has since divided. */
const COLUMNS = [
  ["services"],
  ["publics_specifiquement_adresses", "prise_en_charge_specifique", "publics_accueillis", "publics"],
  ["modalites_accompagnement", "types_accompagnement"],
  ["frais_a_charge", "conditions_acces", "conditions_access", "modalites_access"],
  ["dispositif_programmes_nationaux", "labels_nationaux"],
] as const;

/**
 * The words of a record in today's lists, each once. Several stand in one text between | (today), ; or , (2022), or in a
 * list. A word of 2022 may be followed by « : » and its explanation. Unknown words are dropped and said.
 */
export function readVocabulary(record: Readonly<Record<string, unknown>>): {
  readonly terms: Readonly<Record<Vocabulary, readonly string[]>>;
  readonly corrections: readonly Correction[];
} {
  const terms: Record<Vocabulary, string[]> = {
    services: [],
    audiences: [],
    specialCare: [],
    support: [],
    fees: [],
    programmes: [],
  };
  const corrections: Correction[] = [];
  for (const column of COLUMNS) {
    const written = column.flatMap((name) => separated(record[name]));
    const found = written.map((word) => ({ word, key: keyOf(word), today: KNOWN.get(keyOf(word)) }));
    const told = found.flatMap(({ today }) => (today ? [today] : []));
    for (const [list, word] of told) if (!terms[list].includes(word)) terms[list].push(word);
    const anew = [...new Set(told.map(([, word]) => word))];
    if (found.some(({ key, today }) => today && today[1] !== key))
      corrections.push({ field: "terms", from: written.join(", "), to: anew.join(", ") });
    for (const { word, today } of found)
      if (!today)
        corrections.push({ field: "terms", from: word, dropped: today === null ? "retired-term" : "unknown-term" });
  }
  return { terms, corrections };
}

/** Words apart: at the first of the three signs that the text has. A comma may also stand in the explanation of a word. */
function separated(written: unknown): readonly string[] {
  if (Array.isArray(written)) return written.flatMap((one) => cleanText(one) ?? []);
  const text = cleanText(written) ?? "";
  const sign = ["|", ";"].find((one) => text.includes(one));
  const parts = text
    .split(sign ?? ",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
  return sign === undefined ? parts.reduce(withItsExplanation, []) : parts;
}

function withItsExplanation(words: readonly string[], part: string): readonly string[] {
  const last = words.at(-1);
  return last !== undefined && EXPLAINED.test(last) && !KNOWN.has(keyOf(part))
    ? [...words.slice(0, -1), `${last}, ${part}`]
    : [...words, part];
}

const keyOf = (word: string): string => slugOf(word.split(EXPLAINED)[0] ?? "");
