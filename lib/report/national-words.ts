/**
 * What the national form and its export call their values (La Coop de la médiation numérique,
 * docs/decisions/figures-and-reports.md). They are French in every language, since they are copied there word by word,
 * and look as they do there.
 */
import type { REFERRAL_TARGETS } from "#lib/queue/acts/refer.ts";
import type { AGE_BANDS, AUTONOMY_LEVELS, EQUIPMENT, GENDERS, SOCIAL_STATUSES } from "#lib/queue/acts/report.ts";
import type { ActivityPlace, ReportTheme, WorkshopLevel } from "./national-form.ts";

export const THEME_LABELS: Readonly<Record<ReportTheme, string>> = {
  diagnostic_numerique: "Diagnostic numérique",
  prendre_en_main_du_materiel: "Prendre en main du matériel",
  maintenance_de_materiel: "Maintenance de matériel",
  gere_ses_contenus_numeriques: "Gérer ses contenus numériques",
  navigation_sur_internet: "Navigation sur internet",
  email: "E-mail",
  bureautique: "Bureautique",
  reseaux_sociaux: "Réseaux sociaux communication",
  sante: "Santé",
  banque_et_achats_en_ligne: "Banque et achats en ligne",
  entrepreneuriat: "Accompagner un professionnel",
  insertion_professionnelle: "Insertion professionnelle",
  securite_numerique: "Prévention en sécurité numérique",
  parentalite: "Parentalité",
  scolarite_et_numerique: "Scolarité et numérique",
  creer_avec_le_numerique: "Créer avec le numérique",
  culture_numerique: "Culture numérique",
  intelligence_artificielle: "Intelligence artificielle (IA)",
  aide_aux_demarches_administratives: "Aide aux démarches administratives",
  papiers_elections_citoyennete: "Papiers - Élections - Citoyenneté",
  famille_scolarite: "Famille - Scolarité",
  social_sante: "Social - Santé",
  travail_formation: "Travail - Formation - Entreprise",
  logement: "Logement",
  transports_mobilite: "Transports - Mobilité",
  argent_impots: "Argent - Impôts",
  justice: "Justice",
  etrangers_europe: "Étrangers - Europe",
  loisirs_sports_culture: "Loisirs - Sports - Culture",
  associations: "Associations",
};

export const EQUIPMENT_LABELS: Readonly<Record<(typeof EQUIPMENT)[number], string>> = {
  ordinateur: "Ordinateur",
  telephone: "Téléphone",
  tablette: "Tablette",
  autre: "Autre",
  aucun: "Pas de matériel",
};

export const AUTONOMY_LABELS: Readonly<Record<(typeof AUTONOMY_LEVELS)[number], string>> = {
  entierement_accompagne: "Avec guidage",
  partiellement_autonome: "Autonome avec guidage en cas de besoin",
  autonome: "Autonome",
};

export const REDIRECT_LABELS: Readonly<Record<(typeof REFERRAL_TARGETS)[number], string>> = {
  administration: "Administration (mairie, préfecture…)",
  mediation_numerique: "Autre structure de médiation numérique",
  operateur_ou_organisme_en_charge: "Opérateur ou organisme en charge de la démarche administrative",
  aide_sociale: "Structure d’aide sociale (maison des solidarités, centre social…)",
  insertion_professionnelle:
    "Structure d’insertion professionnelle (France Travail, mission locale, chambre de commerce…)",
  aide_aux_demarches_administratives: "Structure d’aide aux démarches administratives (France Services…)",
  autre: "Autre",
};

export const GENDER_LABELS: Readonly<Record<(typeof GENDERS)[number], string>> = {
  masculin: "Masculin",
  feminin: "Féminin",
  non_communique: "Non communiqué",
};

export const AGE_BAND_LABELS: Readonly<Record<(typeof AGE_BANDS)[number], string>> = {
  soixante_dix_plus: "70 ans et plus",
  soixante_soixante_neuf: "60 - 69 ans",
  quarante_cinquante_neuf: "40 - 59 ans",
  vingt_cinq_trente_neuf: "25 - 39 ans",
  dix_huit_vingt_quatre: "18 - 24 ans",
  douze_dix_huit: "12 - 17 ans",
  moins_de_douze: "Moins de 12 ans",
  non_communique: "Non communiqué",
};

export const STATUS_LABELS: Readonly<Record<(typeof SOCIAL_STATUSES)[number], string>> = {
  retraite: "Retraité",
  sans_emploi: "Sans emploi",
  en_emploi: "En emploi",
  scolarise: "Scolarisé",
  non_communique: "Non communiqué ou hétérogène",
};

export const ACTIVITY_PLACE_LABELS: Readonly<Record<ActivityPlace, string>> = {
  lieu_activite: "Lieu d’activité",
  autre: "Autre lieu",
  domicile: "À domicile",
  a_distance: "À distance",
};

export const WORKSHOP_LEVEL_LABELS: Readonly<Record<WorkshopLevel, string>> = {
  debutant: "Débutant",
  intermediaire: "Intermédiaire",
  avance: "Avancé",
};

/** What the export calls the two kinds of activity. */
export const ACTIVITY_LABELS = { individuel: "Accompagnement individuel", collectif: "Atelier collectif" } as const;

export const YES_NO_LABELS = { yes: "Oui", no: "Non" } as const;

/** Whoever is not named in the national tool; here nobody is. */
export const ANONYMOUS = "Bénéficiaire anonyme";

/** The columns of the export that a médiateur makes of their own activities, in their order. */
export const EXPORT_COLUMNS = [
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
] as const;

/** Between the day and the hour of a moment in the export. */
export const AT_HOUR = "à";

/** The names of the fields of the form, in which a report is copied. */
export const FORM_FIELDS = {
  title: "Titre de l’atelier",
  participants: "Bénéficiaires anonymes",
  supportedBefore: "Bénéficiaires déjà accompagnés",
  date: "Date de l’accompagnement",
  minutes: "Durée",
  typedMinutes: "Personnaliser",
  place: "Lieu de l’accompagnement",
  equipment: "Matériel numérique utilisé",
  mediation: "Thématique(s) d’accompagnement de médiation numérique",
  procedures: "Thématique(s) de la démarche administrative",
  procedure: "Préciser le nom de la démarche administrative réalisée",
  autonomy: "Niveau d’autonomie du bénéficiaire",
  level: "Niveau de l’atelier",
  redirected: "Le bénéficiaire est-il orienté vers une autre structure ?",
  redirect: "Structure de redirection",
  supported: "J’ai déjà accompagné ce bénéficiaire",
  gender: "Genre",
  ageBand: "Tranche d’âge",
  status: "Statut du bénéficiaire",
} as const;
