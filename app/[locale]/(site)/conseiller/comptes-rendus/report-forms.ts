import { THEME_BOX } from "#lib/wire/staff-form.ts";
import { act, changing, type SentForm, type StaffOutcome, type Stored } from "#app/staff-form.ts";
import type { ActivityReport } from "#lib/report/activity-report.ts";
import { DURATION_PRESETS } from "#lib/report/minutes.ts";
import type { ReportFacts } from "#lib/queue/acts/report.ts";
import { refuse } from "#lib/result.ts";
import { COUNTED, UNSAID, type WorkshopCount } from "#lib/report/workshop.ts";
import { ownOrganisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { correctReport, removeReport, writeHelpReport, writeVisitReport } from "#lib/server/report/write-report.ts";
import { readOwnReport, type OwnReport } from "#lib/server/report/own-reports.ts";
import { isUuid } from "#lib/uuid.ts";
import {
  countField,
  EQUIPMENT_BOX,
  helpOfForm,
  NOT_REDIRECTED,
  OTHER_MINUTES,
  REDIRECTED,
  reportOfForm,
  workshopOfForm,
} from "#lib/wire/report/report-form.ts";
import type { FieldsOfRefusals } from "#lib/wire/staff-form.ts";

export const REPORTS = "/conseiller/comptes-rendus";
/** The names of the two forms of help without a number, in place of an id. */
export const HELP = "aide";
export const WORKSHOP = "atelier";

/** Beside which field a refusal is said. */
const beside = {
  "themes-missing": ["themes", "missing"],
  "minutes-missing": ["minutes", "missing"],
  "day-to-come": "date",
  "place-missing": "place",
  "no-such-commune": "commune",
} as const satisfies FieldsOfRefusals;

/** What stands in the form of a report that is corrected. */
export const fieldsOfReport = (report: OwnReport): Readonly<Record<string, string>> => ({
  ...valuesOfFacts(report.facts, report.procedure),
  ...(report.visit === undefined && valuesOfHelp(report)),
});

const storedReport: Stored = async ({ actor, part }) => {
  const id = part("id");
  const report = id === HELP || id === WORKSHOP ? undefined : await readOwnReport(actor, id);
  return report && fieldsOfReport(report);
};

/**
 * What the form of one report does. The part `id` of its address: of a visit, of a report, or which form of a new one.
 * What is wrong with any of its parts is said at once.
 */
export const REPORT_ACTS = {
  retirer: act({
    run: ({ actor, part }) => removeReport(actor, part("id")),
    done: "reportRemoved",
    to: () => REPORTS,
    beside,
  }),
  enregistrer: changing(
    storedReport,
    async (sent: SentForm): Promise<StaffOutcome> => {
      const { actor, fields, part } = sent;
      const id = part("id");
      const read = reportOfForm(fields);
      const former = id === HELP || id === WORKSHOP ? undefined : await readOwnReport(actor, id);
      const isHelp = id === HELP || id === WORKSHOP || (former !== undefined && former.visit === undefined);
      const isWorkshop = id === WORKSHOP || former?.workshop !== undefined;
      const help = isHelp ? helpOfForm(fields) : undefined;
      const workshop = isWorkshop ? workshopOfForm(fields) : undefined;
      const refusals = [read, help, workshop].map((one) => (one && !one.ok ? one.refusals : {}));
      if (!read.ok || (help && !help.ok) || (workshop && !workshop.ok))
        return { ok: false, refusals: Object.assign({}, ...refusals) };
      const typed = { ...read.value, ...(workshop && { workshop: workshop.value }) };
      return act({
        run: async () => {
          if (former) return correctReport(actor, id, { ...typed, ...help?.value });
          if (!help) return writeVisitReport(actor, id, typed);
          const held = await ownOrganisationOfPage(actor, fields["slug"]);
          const key = isUuid(sent.text("key")) ? fields["key"] : undefined;
          return held
            ? writeHelpReport(actor, held.chosen.id, { ...typed, ...help.value }, key)
            : refuse("not-allowed");
        },
        done: "reportWritten",
        to: () => REPORTS,
        beside,
      })(sent);
    },
    {
      together: [
        ["minutes", "minutesTyped"],
        ["activityPlace", "place", "commune"],
      ],
    },
  ),
};

/** The values of the form of a report: what the topic and the clock say beforehand, or what is kept. */
export const valuesOfFacts = (facts: Partial<ReportFacts>, procedure = ""): Readonly<Record<string, string>> => ({
  ...Object.fromEntries((facts.themes ?? []).map((theme) => [`${THEME_BOX}${theme}`, "on"])),
  ...Object.fromEntries((facts.equipment ?? []).map((value) => [`${EQUIPMENT_BOX}${value}`, "on"])),
  ...(facts.minutes !== undefined && minutesOf(facts.minutes)),
  autonomy: facts.autonomy ?? "",
  redirect: facts.redirect ?? (facts.redirected === undefined ? "" : facts.redirected ? REDIRECTED : NOT_REDIRECTED),
  firstSupport: facts.firstSupport === undefined ? "" : facts.firstSupport ? "yes" : "no",
  ageBand: facts.ageBand ?? "",
  gender: facts.gender ?? "",
  status: facts.status ?? "",
  procedure,
});

const minutesOf = (minutes: number): Readonly<Record<string, string>> =>
  DURATION_PRESETS.some((preset) => preset === minutes)
    ? { minutes: String(minutes) }
    : { minutes: OTHER_MINUTES, minutesTyped: String(minutes) };

/** The same of when and where help was, and of a workshop. */
export const valuesOfHelp = ({
  localDate,
  activityPlace,
  at,
  placeId = "",
  workshop,
}: Pick<ActivityReport, "localDate" | "activityPlace" | "at" | "workshop"> & {
  readonly placeId?: string;
}): Readonly<Record<string, string>> => ({
  date: localDate,
  activityPlace,
  place: placeId,
  commune: activityPlace !== "lieu_activite" && at ? `${at.postalCode} ${at.commune}` : "",
  ...(workshop && {
    title: workshop.title ?? "",
    level: workshop.level ?? "",
    participants: String(workshop.participants),
    supportedBefore: String(workshop.supportedBefore),
    ...Object.fromEntries(
      (Object.keys(COUNTED) as WorkshopCount[]).flatMap((part) =>
        COUNTED[part]
          .map((value, index) => [value, workshop[part][index] ?? 0] as const)
          .filter(([value, count]) => value !== UNSAID && count > 0)
          .map(([value, count]) => [countField(part, value), String(count)]),
      ),
    ),
  }),
});
