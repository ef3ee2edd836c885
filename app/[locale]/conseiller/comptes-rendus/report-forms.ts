import type { FormFields } from "#app/api/read-request.ts";
import type { StaffOutcome } from "#app/staff-form.ts";
import type { ActivityReport } from "#lib/report/activity-report.ts";
import { DURATION_PRESETS } from "#lib/report/minutes.ts";
import type { ReportFacts } from "#lib/queue/acts/report.ts";
import { COUNTED, UNSAID, type Counted } from "#lib/report/workshop.ts";
import { ownOrganisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import {
  correctReport,
  removeReport,
  writeHelpReport,
  writeVisitReport,
  type WriteReportRefusal,
} from "#lib/server/report/write-report.ts";
import { readOwnReport } from "#lib/server/report/own-reports.ts";
import { isUuid } from "#lib/uuid.ts";
import {
  countField,
  EQUIPMENT_BOX,
  helpOfForm,
  NOT_REDIRECTED,
  OTHER_MINUTES,
  REDIRECTED,
  reportOfForm,
  THEME_BOX,
  workshopOfForm,
} from "#lib/wire/report-form.ts";
import type { FieldRefusals, StaffRefusal } from "#lib/wire/staff-form.ts";

export const REPORTS = "/conseiller/comptes-rendus";
/** The names of the two forms of help without a number, in place of an id. */
export const HELP = "aide";
export const WORKSHOP = "atelier";

/** What the form of one report does: `enregistrer` or `retirer`. `id`: of a visit, of a report, or which form of a new one. */
export async function actOnReport(
  actor: StaffActor,
  id: string,
  acte: string,
  fields: FormFields,
): Promise<StaffOutcome> {
  if (acte === "retirer") return outcomeOf(await removeReport(actor, id), "reportRemoved");
  if (acte !== "enregistrer") return refusedBy({ form: "not-found" });
  const read = reportOfForm(fields);
  const former = id === HELP || id === WORKSHOP ? undefined : await readOwnReport(actor, id);
  const isHelp = id === HELP || id === WORKSHOP || (former !== undefined && former.visit === undefined);
  const isWorkshop = id === WORKSHOP || former?.workshop !== undefined;
  const [help, workshop] = [isHelp ? helpOfForm(fields) : undefined, isWorkshop ? workshopOfForm(fields) : undefined];
  const refusals = [read, help, workshop].map((one) => (one && !one.ok ? one.refusals : {}));
  if (!read.ok || (help && !help.ok) || (workshop && !workshop.ok)) return refusedBy(Object.assign({}, ...refusals));
  const typed = { ...read.value, ...help?.value, ...(workshop && { workshop: workshop.value }) };
  if (former) return outcomeOf(await correctReport(actor, id, typed), "reportWritten");
  if (!help) return outcomeOf(await writeVisitReport(actor, id, typed), "reportWritten");
  const held = await ownOrganisationOfPage(actor, fields["slug"]);
  if (!held) return refusedBy({ form: "not-allowed" });
  const key = isUuid(fields["key"] ?? "") ? fields["key"] : undefined;
  return outcomeOf(
    await writeHelpReport(
      actor,
      held.chosen.id,
      { ...read.value, ...help.value, ...(workshop && { workshop: workshop.value }) },
      key,
    ),
    "reportWritten",
  );
}

const refusedBy = (refusals: FieldRefusals): StaffOutcome => ({ ok: false, refusals });

/** Beside which field a refusal is said. */
const FIELD_OF: Readonly<Record<WriteReportRefusal, readonly [field: string, said: StaffRefusal]>> = {
  "themes-missing": ["themes", "missing"],
  "minutes-missing": ["minutes", "missing"],
  "month-closed": ["form", "month-closed"],
  "day-to-come": ["date", "day-to-come"],
  "place-missing": ["place", "place-missing"],
  "no-such-commune": ["commune", "no-such-commune"],
  "not-found": ["form", "not-found"],
  "not-allowed": ["form", "not-allowed"],
  "state-changed": ["form", "state-changed"],
  "idempotency-key-reused": ["form", "idempotency-key-reused"],
};

function outcomeOf(
  written: { readonly ok: true } | { readonly ok: false; readonly refusal: WriteReportRefusal },
  done: string,
): StaffOutcome {
  if (written.ok) return { ok: true, to: REPORTS, done };
  const [field, said] = FIELD_OF[written.refusal];
  return refusedBy({ [field]: said });
}

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
      (Object.keys(COUNTED) as Counted[]).flatMap((part) =>
        COUNTED[part]
          .map((value, index) => [value, workshop[part][index] ?? 0] as const)
          .filter(([value, count]) => value !== UNSAID && count > 0)
          .map(([value, count]) => [countField(part, value), String(count)]),
      ),
    ),
  }),
});
