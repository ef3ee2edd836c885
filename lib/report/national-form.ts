import { REFERRAL_TARGETS } from "#lib/queue/acts/refer.ts";
import { REPORT_THEMES, type ReportFacts } from "#lib/queue/acts/report.ts";

/** A theme of the national report. */
export type ReportTheme = ReportFacts["themes"][number];

/** The theme that has to be among the themes wherever one of an administrative procedure is. */
const OF_PROCEDURES = "aide_aux_demarches_administratives" satisfies ReportTheme;

/** The themes of digital mediation, in the order of the national form. The last one opens those of procedures. */
export const MEDIATION_THEMES: readonly ReportTheme[] = REPORT_THEMES.slice(
  0,
  REPORT_THEMES.indexOf(OF_PROCEDURES) + 1,
);

/** The themes of administrative procedures, in the order of the national form. */
export const PROCEDURE_THEMES: readonly ReportTheme[] = REPORT_THEMES.slice(MEDIATION_THEMES.length);

/** Where the help was, in the order of the national form. */
export const ACTIVITY_PLACES = ["lieu_activite", "autre", "domicile", "a_distance"] as const;
export type ActivityPlace = (typeof ACTIVITY_PLACES)[number];

/** How far the people of a workshop are. */
export const WORKSHOP_LEVELS = ["debutant", "intermediaire", "avance"] as const;
export type WorkshopLevel = (typeof WORKSHOP_LEVELS)[number];

/** The themes in the order of the national form, each once, with the theme that one of a procedure needs beside it. */
export function withParentTheme(themes: readonly ReportTheme[]): readonly ReportTheme[] {
  const needed = themes.some((theme) => PROCEDURE_THEMES.includes(theme));
  return REPORT_THEMES.filter((theme) => themes.includes(theme) || (needed && theme === OF_PROCEDURES));
}

/**
 * The themes with which a report of help for these topics begins: those of all of them. Values that the form does not
 * have are left out.
 */
export const themesOfTopics = (topics: readonly { readonly themes: readonly string[] }[]): readonly ReportTheme[] =>
  withParentTheme(REPORT_THEMES.filter((theme) => topics.some(({ themes }) => themes.includes(theme))));

/** Where a person was referred at the end of their help. Without `target` nobody knows where. */
export type Referral = { readonly target?: string };

/**
 * With which answer about the referral a report begins: the value of the national form for where the person was
 * referred; for any other target only that they were. None for a person who was not referred, since « Non » is for
 * whoever writes the report to say.
 */
export function redirectOfReferral(referral: Referral | undefined): Pick<ReportFacts, "redirect" | "redirected"> {
  if (!referral) return {};
  const redirect = REFERRAL_TARGETS.find((value) => value === referral.target);
  return redirect === undefined ? { redirected: true } : { redirect };
}

/** Whether the name of a procedure may stand beside these themes: only the theme of procedures asks for it. */
export const asksForProcedure = (themes: readonly ReportTheme[]): boolean => themes.includes(OF_PROCEDURES);
