import type { Correction, Vocabulary } from "./national-place.ts";
import { slugOf } from "./slug.ts";
import { cleanText } from "./clean-text.ts";

type Term = readonly [vocabulary: Vocabulary, slug: string];

/** The terms of each vocabulary in version 1.0.1 of the national schema, as slugs. */
const CURRENT: Readonly<Record<Vocabulary, readonly string[]>> = {
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

const quotidien: Term = ["services", "maitrise-des-outils-numeriques-du-quotidien"];
const demarches: Term = ["services", "aide-aux-demarches-administratives"];
const monde: Term = ["services", "comprehension-du-monde-numerique"];
const emploi: Term = ["services", "insertion-professionnelle-via-le-numerique"];
const acces: Term = ["services", "acces-internet-et-materiel-informatique"];
const caf: Term = ["programmes", "point-d-acces-numerique-caf"];

/** The terms of 2022 (version 0.1.1 and its drafts) and the current term that replaced each; null for none. */
const RETIRED: Readonly<Record<string, Term | null>> = {
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

/** Every known term by its slug: the current term that it stands for, or null for a retired term without successor. */
const KNOWN = new Map<string, Term | null>([
  ...Object.entries(RETIRED),
  ...(Object.keys(CURRENT) as Vocabulary[]).flatMap((vocabulary) =>
    CURRENT[vocabulary].map((slug): [string, Term] => [slug, [vocabulary, slug]]),
  ),
]);

/** In 2022 a term may be followed by a colon and an explanation. */
const EXPLAINED = /\s*:\s/u;

/** The columns that hold terms, grouped by subject: each current column with those of 2022 that it replaced. */
const COLUMNS = [
  ["services"],
  ["publics_specifiquement_adresses", "prise_en_charge_specifique", "publics_accueillis", "publics"],
  ["modalites_accompagnement", "types_accompagnement"],
  ["frais_a_charge", "conditions_acces", "conditions_access", "modalites_access"],
  ["dispositif_programmes_nationaux", "labels_nationaux"],
] as const;

/**
 * Reads the terms of a record into the current vocabularies, each term once. A column holds a list, or one text in
 * which terms are separated by | (today), ; or , (2022). Terms of 2022 are replaced, unknown ones are left out; both
 * are reported in `corrections`.
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
    const written = column.flatMap((name) => splitTerms(record[name]));
    const found = written.map((text) => ({ text, key: keyOf(text), term: KNOWN.get(keyOf(text)) }));
    const current = found.flatMap(({ term }) => (term ? [term] : []));
    for (const [vocabulary, slug] of current) if (!terms[vocabulary].includes(slug)) terms[vocabulary].push(slug);
    if (found.some(({ key, term }) => term && term[1] !== key)) {
      const slugs = [...new Set(current.map(([, slug]) => slug))];
      corrections.push({ field: "terms", from: written.join(", "), to: slugs.join(", ") });
    }
    for (const { text, term } of found)
      if (!term)
        corrections.push({ field: "terms", from: text, dropped: term === null ? "retired-term" : "unknown-term" });
  }
  return { terms, corrections };
}

/**
 * Splits a column at the first of the three separators that it contains. A comma may also be part of an explanation.
 */
function splitTerms(written: unknown): readonly string[] {
  if (Array.isArray(written)) return written.flatMap((one) => cleanText(one) ?? []);
  const text = cleanText(written) ?? "";
  const separator = ["|", ";"].find((one) => text.includes(one));
  const parts = text
    .split(separator ?? ",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  return separator === undefined ? parts.reduce(withExplanation, []) : parts;
}

/** Joins a part to the previous one when that has an explanation and the part is no known term. */
function withExplanation(parts: readonly string[], part: string): readonly string[] {
  const last = parts.at(-1);
  return last !== undefined && EXPLAINED.test(last) && !KNOWN.has(keyOf(part))
    ? [...parts.slice(0, -1), `${last}, ${part}`]
    : [...parts, part];
}

const keyOf = (term: string): string => slugOf(term.split(EXPLAINED)[0] ?? "");
