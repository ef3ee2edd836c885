import { REPORTS } from "#app/[locale]/(site)/conseiller/comptes-rendus/report-forms.ts";
import { signInAddress } from "#app/[locale]/connexion/sign-in-address.ts";
import { asFile, plainForm, seeOther } from "#app/form.ts";
import { whereMay } from "#lib/access/where-may.ts";
import { writeCsv } from "#lib/csv.ts";
import { coopExport } from "#lib/report/coop-export.ts";
import { refuse } from "#lib/result.ts";
import { loginOf } from "#lib/server/auth/caller.ts";
import { readOwnReports } from "#lib/server/report/own-reports.ts";
import { daysOfExport } from "#lib/wire/report/report-form.ts";

/**
 * One's own reports of a month (`mois`) or a day (`jour`) as a file with the columns of La Coop's export
 * (docs/decisions/figures-and-reports.md).
 */
export const POST = plainForm(
  () => REPORTS,
  async ({ fields, headers, locale, page }) => {
    const actor = await loginOf(headers);
    if (!actor) return seeOther(signInAddress(locale, { retour: page }));
    const days = daysOfExport((await fields()) ?? {});
    if (!days) return refuse("malformed");
    if (whereMay(actor, "write-report").length === 0) return refuse("not-allowed");
    const reports = await readOwnReports(actor, days);
    return asFile(`comptes-rendus_${days.said}.csv`, "text/csv", writeCsv(coopExport(reports)));
  },
);
