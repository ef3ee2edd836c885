import type { ReferralTarget } from "./targets.ts";

/** Themes of the national report: digital mediation, then administrative procedures (domain.md, section 3). */
export const REPORT_THEMES = [
  "diagnostic_numerique",
  "prendre_en_main_du_materiel",
  "maintenance_de_materiel",
  "gere_ses_contenus_numeriques",
  "navigation_sur_internet",
  "email",
  "bureautique",
  "reseaux_sociaux",
  "sante",
  "entrepreneuriat",
  "insertion_professionnelle",
  "securite_numerique",
  "parentalite",
  "scolarite_et_numerique",
  "creer_avec_le_numerique",
  "culture_numerique",
  "intelligence_artificielle",
  "aide_aux_demarches_administratives",
  "banque_et_achats_en_ligne",
  "papiers_elections_citoyennete",
  "famille_scolarite",
  "social_sante",
  "travail_formation",
  "logement",
  "transports_mobilite",
  "argent_impots",
  "justice",
  "etrangers_europe",
  "loisirs_sports_culture",
  "associations",
] as const;

export const EQUIPMENT = ["ordinateur", "telephone", "tablette", "autre", "aucun"] as const;
export const AUTONOMY_LEVELS = ["entierement_accompagne", "partiellement_autonome", "autonome"] as const;
export const AGE_BANDS = [
  "moins_de_douze",
  "douze_dix_huit",
  "dix_huit_vingt_quatre",
  "vingt_cinq_trente_neuf",
  "quarante_cinquante_neuf",
  "soixante_soixante_neuf",
  "soixante_dix_plus",
  "non_communique",
] as const;
export const GENDERS = ["masculin", "feminin", "non_communique"] as const;
export const SOCIAL_STATUSES = ["scolarise", "sans_emploi", "en_emploi", "retraite", "non_communique"] as const;

/** What was done in a visit, in the national values: counts, never who it was. */
export type ReportFacts = {
  readonly themes: readonly (typeof REPORT_THEMES)[number][];
  /** 1 to 1439: less than a day. */
  readonly minutes: number;
  readonly equipment: readonly (typeof EQUIPMENT)[number][];
  readonly autonomy?: (typeof AUTONOMY_LEVELS)[number];
  readonly redirect?: ReferralTarget;
  readonly ageBand?: (typeof AGE_BANDS)[number];
  readonly gender?: (typeof GENDERS)[number];
  readonly status?: (typeof SOCIAL_STATUSES)[number];
};
