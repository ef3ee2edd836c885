import { readCsv, writeCsv } from "#lib/csv.ts";
import type { ActivityReport } from "#lib/report/activity-report.ts";
import { coopExport } from "#lib/report/coop-export.ts";
import { coopForm, coopText } from "#lib/report/coop-form.ts";
import { instantOf } from "#lib/time/instant.ts";

/**
 * `activitesTableHeaders` of buildAccompagnementsWorksheet with `isSelfExport` and without `hasCraV1`:
 * inclusion-numerique/coop-mediation-numerique at 46aa33bd (30 June 2026),
 * apps/web/src/features/activites/use-cases/list/export/buildAccompagnementsWorksheet.ts.
 */
const COOP_COLUMNS = [
  "Date",
  "Enregistré le",
  "Dernière modification le",
  "Type",
  "Participants",
  "Bénéficiaire",
  "Canaux d’accompagnement",
  "Nom du lieu",
  "Adresse",
  "Commune",
  "Code postal",
  "Code Insee",
  "Durée (min)",
  "Nom de l’atelier",
  "Matériel numérique utilisé",
  "Thématique(s) d’accompagnement",
  "Tags",
  "Nom de la démarche administrative",
  "Niveau d’autonomie (ou de l’atelier)",
  "Bénéficiaire réorienté",
  "Structure de redirection",
  "Commune du bénéficiaire",
  "Code postal du bénéficiaire",
  "Code Insee du bénéficiaire",
  "Genre du bénéficiaire",
  "Tranche d’âge du bénéficiaire",
  "Statut du bénéficiaire",
  "Notes supplémentaires",
  "ID CRA",
];

const atPlace: ActivityReport = {
  id: "0196d0a4-0000-7000-8000-000000000001",
  localDate: "2026-11-24",
  timeZone: "Europe/Paris",
  activityPlace: "lieu_activite",
  at: { name: "Mairie du Neuhof", address: "1 rue", commune: "Strasbourg", postalCode: "67100", inseeCode: "67482" },
  facts: {
    themes: ["email", "aide_aux_demarches_administratives", "logement"],
    minutes: 45,
    equipment: ["telephone", "aucun"],
    autonomy: "partiellement_autonome",
    redirect: "aide_sociale",
    redirected: true,
    firstSupport: true,
    gender: "feminin",
    ageBand: "douze_dix_huit",
    status: "scolarise",
  },
  procedure: "Demande d’APL",
  number: 4,
  createdAt: instantOf("2026-11-24T08:55:00Z"),
  updatedAt: instantOf("2026-12-01T23:05:00Z"),
};

const workshop: ActivityReport = {
  id: "0196d0a4-0000-7000-8000-000000000002",
  localDate: "2026-11-25",
  timeZone: "Europe/Paris",
  activityPlace: "autre",
  at: { name: "Lampertheim", commune: "Lampertheim", postalCode: "67450", inseeCode: "67256" },
  facts: { themes: ["email"], minutes: 100, equipment: [] },
  workshop: {
    title: "Premiers mails",
    level: "intermediaire",
    participants: 3,
    supportedBefore: 1,
    genders: [1, 2, 0],
    ageBands: [0, 0, 0, 0, 0, 0, 2, 1],
    statuses: [0, 0, 0, 2, 1],
  },
  createdAt: instantOf("2026-11-25T16:00:00Z"),
};

const byColumn = ([columns = [], ...lines]: readonly (readonly string[])[]) =>
  lines.map((line) => Object.fromEntries(columns.map((column, index) => [column, line[index]])));

test("the columns are those that La Coop exports of one's own activities", () => {
  expect(coopExport([])).toEqual([COOP_COLUMNS]);
});

test("a report is one line, in the values of La Coop, on the clock of its place", () => {
  expect(byColumn(coopExport([atPlace]))).toEqual([
    {
      Date: "24/11/2026",
      "Enregistré le": "24/11/2026 à 09:55",
      "Dernière modification le": "02/12/2026 à 00:05",
      Type: "Accompagnement individuel",
      Participants: "1",
      Bénéficiaire: "Bénéficiaire anonyme",
      "Canaux d’accompagnement": "Lieu d’activité",
      "Nom du lieu": "Mairie du Neuhof",
      Adresse: "1 rue",
      Commune: "Strasbourg",
      "Code postal": "67100",
      "Code Insee": "67482",
      "Durée (min)": "45",
      "Nom de l’atelier": "",
      "Matériel numérique utilisé": "Téléphone\nPas de matériel",
      "Thématique(s) d’accompagnement": "E-mail\nAide aux démarches administratives\nLogement",
      Tags: "",
      "Nom de la démarche administrative": "Demande d’APL",
      "Niveau d’autonomie (ou de l’atelier)": "2/3",
      "Bénéficiaire réorienté": "Oui",
      "Structure de redirection": "Structure d’aide sociale (maison des solidarités, centre social…)",
      "Commune du bénéficiaire": "",
      "Code postal du bénéficiaire": "",
      "Code Insee du bénéficiaire": "",
      "Genre du bénéficiaire": "Féminin",
      "Tranche d’âge du bénéficiaire": "12 - 17 ans",
      "Statut du bénéficiaire": "Scolarisé",
      "Notes supplémentaires": "",
      "ID CRA": atPlace.id,
    },
  ]);
});

test("of whom nothing was noted the export says what La Coop says", () => {
  const {
    updatedAt: _,
    at: __,
    ...bare
  } = { ...atPlace, facts: { themes: ["email"], minutes: 15, equipment: [] } } as const;
  const [line] = byColumn(coopExport([{ ...bare, activityPlace: "a_distance" }]));
  expect(line).toMatchObject({
    "Dernière modification le": "",
    "Canaux d’accompagnement": "À distance",
    "Nom du lieu": "",
    "Niveau d’autonomie (ou de l’atelier)": "",
    "Bénéficiaire réorienté": "",
    "Genre du bénéficiaire": "Non communiqué",
    "Tranche d’âge du bénéficiaire": "Non communiqué",
    "Statut du bénéficiaire": "Non communiqué ou hétérogène",
  });
});

test("a workshop is a line a person, whose values add up to its counts", () => {
  const lines = byColumn(coopExport([workshop]));
  expect(lines.map((line) => line["Participants"])).toEqual(["1/3", "2/3", "3/3"]);
  expect(lines.map((line) => line["Genre du bénéficiaire"])).toEqual(["Masculin", "Féminin", "Féminin"]);
  expect(lines.map((line) => line["Tranche d’âge du bénéficiaire"])).toEqual([
    "70 ans et plus",
    "70 ans et plus",
    "Non communiqué",
  ]);
  expect(lines.map((line) => line["Statut du bénéficiaire"])).toEqual([
    "Retraité",
    "Retraité",
    "Non communiqué ou hétérogène",
  ]);
  for (const line of lines)
    expect(line).toMatchObject({
      Type: "Atelier collectif",
      "Nom de l’atelier": "Premiers mails",
      "Niveau d’autonomie (ou de l’atelier)": "2/3",
      "Canaux d’accompagnement": "Autre lieu",
      "Nom du lieu": "",
      Commune: "Lampertheim",
      "Code Insee": "67256",
      "ID CRA": workshop.id,
    });
});

test("the table survives its file, with several values in one cell", () => {
  const table = coopExport([atPlace, workshop]);
  expect(readCsv(writeCsv(table)).map(({ fields }) => fields)).toEqual(table);
});

/**
 * The fields of CraIndividuelForm.tsx from the top to the bottom: RendezVousFields, MaterielField, ThematiquesFields,
 * AutonomieBeneficiaireField, OrientationFields, BeneficiaireAnonymeFields.
 */
test("a report is copied in the order of the form of La Coop, without what was not noted", () => {
  expect(coopForm(atPlace)).toEqual([
    ["Date de l’accompagnement", "24/11/2026"],
    ["Durée", "45mn"],
    ["Lieu de l’accompagnement", "Lieu d’activité, Mairie du Neuhof"],
    ["Matériel numérique utilisé", "Téléphone, Pas de matériel"],
    ["Thématique(s) d’accompagnement de médiation numérique", "E-mail, Aide aux démarches administratives"],
    ["Thématique(s) de la démarche administrative", "Logement"],
    ["Préciser le nom de la démarche administrative réalisée", "Demande d’APL"],
    ["Niveau d’autonomie du bénéficiaire", "Autonome avec guidage en cas de besoin"],
    ["Le bénéficiaire est-il orienté vers une autre structure ?", "Oui"],
    ["Structure de redirection", "Structure d’aide sociale (maison des solidarités, centre social…)"],
    ["J’ai déjà accompagné ce bénéficiaire", "Non"],
    ["Genre", "Féminin"],
    ["Tranche d’âge", "12 - 17 ans"],
    ["Statut du bénéficiaire", "Scolarisé"],
  ]);
});

/**
 * CraCollectifForm.tsx: the title, BeneficiairesAtelierFields, RendezVousFields, MaterielField, ThematiquesFields,
 * NiveauAtelierField.
 */
test("a workshop is copied with its counts first, and a duration of one's own as such", () => {
  expect(coopText(workshop).split("\n")).toEqual([
    "Titre de l’atelier\u00a0: Premiers mails",
    "Bénéficiaires anonymes\u00a0: 3",
    "Bénéficiaires déjà accompagnés\u00a0: 1",
    "Genre\u00a0: Masculin 1, Féminin 2",
    "Tranche d’âge\u00a0: 70 ans et plus 2, Non communiqué 1",
    "Statut du bénéficiaire\u00a0: Retraité 2, Non communiqué ou hétérogène 1",
    "Date de l’accompagnement\u00a0: 25/11/2026",
    "Durée\u00a0: Personnaliser, 1h40",
    "Lieu de l’accompagnement\u00a0: Autre lieu, Lampertheim 67450",
    "Thématique(s) d’accompagnement de médiation numérique\u00a0: E-mail",
    "Niveau de l’atelier\u00a0: Intermédiaire",
  ]);
});
