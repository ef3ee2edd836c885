import { accept, refuse, type Result } from "#lib/result.ts";
import type { SentAct } from "#lib/queue/line/envelope.ts";
import { visitOf, whoseHelp, type LineState } from "#lib/queue/line/line-state.ts";
import type { Visit } from "#lib/queue/line/visit.ts";
import type { ReferralTarget } from "./refer.ts";

export type Report = { readonly type: "report"; readonly visit: string; readonly report: ReportFacts };

export type VisitReported = { readonly type: "visit-reported"; readonly visit: string; readonly report: ReportFacts };

/**
 * `state-changed`: help has not begun, or the person left. `not-your-desk`: the help is a colleague’s.
 * `report-incomplete`: a theme or the duration is missing.
 */
export type ReportRefusal = "not-found" | "state-changed" | "not-your-desk" | "report-incomplete";

const DAY_IN_MINUTES = 1440;

/**
 * What was done in a visit is noted, during the help or after it, by who helped; a second report replaces the first
 * (docs/reports.md#report).
 */
export function report(state: LineState, command: SentAct<Report>): Result<readonly VisitReported[], ReportRefusal> {
  const visit = visitOf(state, command.visit);
  if (!visit) return refuse("not-found");
  if (visit.state !== "serving" && visit.state !== "paused" && visit.state !== "done") return refuse("state-changed");
  if (!mayReport(state, visit, command.conseiller)) return refuse("not-your-desk");
  if (!isComplete(command.report)) return refuse("report-incomplete");
  return accept([{ type: "visit-reported", visit: visit.id, report: command.report }]);
}

/** Whether the help is of this conseiller, or of nobody in particular. An act without a conseiller is the team’s. */
export function mayReport(state: LineState, visit: Visit, conseiller: string | undefined): boolean {
  const helper = whoseHelp(state, visit);
  return conseiller === undefined || helper === undefined || helper === conseiller;
}

const isComplete = ({ themes, minutes }: ReportFacts): boolean =>
  themes.length > 0 && Number.isInteger(minutes) && 0 < minutes && minutes < DAY_IN_MINUTES;

/**
 * Themes of the national report in the order of its form: digital mediation, then administrative procedures
 * (docs/reports.md#report).
 */
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
  "banque_et_achats_en_ligne",
  "entrepreneuriat",
  "insertion_professionnelle",
  "securite_numerique",
  "parentalite",
  "scolarite_et_numerique",
  "creer_avec_le_numerique",
  "culture_numerique",
  "intelligence_artificielle",
  "aide_aux_demarches_administratives",
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
  /** Whether they were sent on; without `redirect` it is not said to whom. */
  readonly redirected?: boolean;
  /** Whether this conseiller helps them for the first time. */
  readonly firstSupport?: boolean;
  readonly ageBand?: (typeof AGE_BANDS)[number];
  readonly gender?: (typeof GENDERS)[number];
  readonly status?: (typeof SOCIAL_STATUSES)[number];
};
