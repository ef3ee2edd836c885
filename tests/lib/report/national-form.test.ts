import { readFileSync } from "node:fs";
import {
  ACTIVITY_PLACES,
  asksForProcedure,
  MEDIATION_THEMES,
  PROCEDURE_THEMES,
  redirectOfReferral,
  themesOfTopics,
  withParentTheme,
  WORKSHOP_LEVELS,
} from "#lib/report/national-form.ts";
import {
  ACTIVITY_PLACE_LABELS,
  AGE_BAND_LABELS,
  AUTONOMY_LABELS,
  EQUIPMENT_LABELS,
  GENDER_LABELS,
  REDIRECT_LABELS,
  STATUS_LABELS,
  THEME_LABELS,
  WORKSHOP_LEVEL_LABELS,
} from "#lib/report/national-words.ts";
import { REFERRAL_TARGETS } from "#lib/queue/acts/refer.ts";
import { REPORT_THEMES } from "#lib/queue/acts/report.ts";

/**
 * Labels in the order of `thematiquesNonAdministrativesLabels` and `thematiquesAdministrativesLabels` in La Coop:
 * inclusion-numerique/coop-mediation-numerique at 46aa33bd (30 June 2026),
 * apps/web/src/features/activites/use-cases/cra/fields/thematique.ts.
 */
const COOP_MEDIATION = [
  "Diagnostic numérique",
  "Prendre en main du matériel",
  "Maintenance de matériel",
  "Gérer ses contenus numériques",
  "Navigation sur internet",
  "E-mail",
  "Bureautique",
  "Réseaux sociaux communication",
  "Santé",
  "Banque et achats en ligne",
  "Accompagner un professionnel",
  "Insertion professionnelle",
  "Prévention en sécurité numérique",
  "Parentalité",
  "Scolarité et numérique",
  "Créer avec le numérique",
  "Culture numérique",
  "Intelligence artificielle (IA)",
  "Aide aux démarches administratives",
];
const COOP_PROCEDURES = [
  "Papiers - Élections - Citoyenneté",
  "Famille - Scolarité",
  "Social - Santé",
  "Travail - Formation - Entreprise",
  "Logement",
  "Transports - Mobilité",
  "Argent - Impôts",
  "Justice",
  "Étrangers - Europe",
  "Loisirs - Sports - Culture",
  "Associations",
];

test("themes have the names and the order of the national form", () => {
  expect(MEDIATION_THEMES.map((theme) => THEME_LABELS[theme])).toEqual(COOP_MEDIATION);
  expect(PROCEDURE_THEMES.map((theme) => THEME_LABELS[theme])).toEqual(COOP_PROCEDURES);
});

/**
 * The same repository: fields/{type-lieu,materiel}.ts, individuel/fields, collectif/fields,
 * features/beneficiaire/domain/{genre,tranche-age,statut-social}.ts.
 */
test.each([
  ["activity places", ACTIVITY_PLACE_LABELS, ["Lieu d’activité", "Autre lieu", "À domicile", "À distance"]],
  ["equipment", EQUIPMENT_LABELS, ["Ordinateur", "Téléphone", "Tablette", "Autre", "Pas de matériel"]],
  ["autonomy", AUTONOMY_LABELS, ["Avec guidage", "Autonome avec guidage en cas de besoin", "Autonome"]],
  [
    "referrals",
    REDIRECT_LABELS,
    [
      "Administration (mairie, préfecture…)",
      "Autre structure de médiation numérique",
      "Opérateur ou organisme en charge de la démarche administrative",
      "Structure d’aide sociale (maison des solidarités, centre social…)",
      "Structure d’insertion professionnelle (France Travail, mission locale, chambre de commerce…)",
      "Structure d’aide aux démarches administratives (France Services…)",
      "Autre",
    ],
  ],
  ["genders", GENDER_LABELS, ["Masculin", "Féminin", "Non communiqué"]],
  [
    "age bands",
    AGE_BAND_LABELS,
    [
      "70 ans et plus",
      "60 - 69 ans",
      "40 - 59 ans",
      "25 - 39 ans",
      "18 - 24 ans",
      "12 - 17 ans",
      "Moins de 12 ans",
      "Non communiqué",
    ],
  ],
  ["statuses", STATUS_LABELS, ["Retraité", "Sans emploi", "En emploi", "Scolarisé", "Non communiqué ou hétérogène"]],
  ["levels of a workshop", WORKSHOP_LEVEL_LABELS, ["Débutant", "Intermédiaire", "Avancé"]],
])("%s have the names and the order of the national form", (_, labels, coop) => {
  expect(Object.values(labels)).toEqual(coop);
});

test("activity places and levels stand in the order of their names", () => {
  expect(ACTIVITY_PLACES).toEqual(Object.keys(ACTIVITY_PLACE_LABELS));
  expect(WORKSHOP_LEVELS).toEqual(Object.keys(WORKSHOP_LEVEL_LABELS));
});

test("a theme of a procedure brings the theme of procedures, which the national form asks for beside it", () => {
  expect(withParentTheme(["logement"])).toEqual(["aide_aux_demarches_administratives", "logement"]);
  expect(withParentTheme(["logement", "email"])).toEqual(["email", "aide_aux_demarches_administratives", "logement"]);
  expect(withParentTheme(["email", "email"])).toEqual(["email"]);
  expect(withParentTheme([])).toEqual([]);
});

test("a report begins with the themes of its topics, in the order of the form, each once", () => {
  const both = [{ themes: ["logement"] }, { themes: ["aide_aux_demarches_administratives", "email", "logement"] }];
  expect(themesOfTopics(both)).toEqual(["email", "aide_aux_demarches_administratives", "logement"]);
});

test("a report without topic, or of a topic that counts under nothing, begins without a theme", () => {
  expect(themesOfTopics([])).toEqual([]);
  expect(themesOfTopics([{ themes: [] }, { themes: ["pas_une_thematique"] }])).toEqual([]);
});

const topics = JSON.parse(readFileSync("data/topics.json", "utf8")) as readonly {
  readonly themes: readonly string[];
}[];

test("every standard topic that names themes names those of the national form", () => {
  for (const { themes } of topics) expect(themesOfTopics([{ themes }])).toHaveLength(themes.length);
});

test("the name of a procedure is asked for beside the theme of procedures alone", () => {
  expect(REPORT_THEMES.filter((theme) => asksForProcedure([theme]))).toEqual(["aide_aux_demarches_administratives"]);
});

test("the report of somebody who was referred begins with where, in the value of the national form", () => {
  expect(REFERRAL_TARGETS.map((target) => redirectOfReferral({ target }))).toEqual(
    Object.keys(REDIRECT_LABELS).map((redirect) => ({ redirect })),
  );
});

test("where the form has no value for it, the report begins with that they were referred", () => {
  expect(redirectOfReferral({ target: "pas_une_structure" })).toEqual({ redirected: true });
  expect(redirectOfReferral({})).toEqual({ redirected: true });
});

test("of somebody who was not referred the report begins without an answer", () => {
  expect(redirectOfReferral(undefined)).toEqual({});
});
