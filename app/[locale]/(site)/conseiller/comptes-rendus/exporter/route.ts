import { signInAddress } from "#app/[locale]/connexion/sign-in-address.ts";
import { REPORTS } from "#app/[locale]/(site)/conseiller/comptes-rendus/report-forms.ts";
import { formFieldsOf, handleForm, seeOther } from "#app/form.ts";
import { getPathname } from "#i18n/navigation.ts";
import { localeOf } from "#i18n/routing.ts";
import { whereMay } from "#lib/access/where-may.ts";
import { writeCsv } from "#lib/csv.ts";
import { coopExport } from "#lib/report/coop-export.ts";
import { loginOf } from "#lib/server/auth/caller.ts";
import { readOwnReports } from "#lib/server/report/own-reports.ts";
import { daysOfExport } from "#lib/wire/report/report-form.ts";

/** One's own reports of a month (`mois`) or a day (`jour`) as a file with the columns of La Coop's export (docs/decisions/figures-and-reports.md). */
export async function POST(request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const locale = localeOf((await params).locale);
  const page = getPathname({ href: REPORTS, locale });
  const typed = formFieldsOf(request);
  const back = (refus: string): Response => seeOther(`${page}?${new URLSearchParams({ refus })}`);
  return handleForm(request, back, async () => {
    const actor = await loginOf(request.headers);
    if (!actor) return seeOther(signInAddress(locale, { retour: page }));
    const days = daysOfExport((await typed()) ?? {});
    if (!days) return back("malformed");
    if (whereMay(actor, "write-report").length === 0) return back("not-allowed");
    const reports = await readOwnReports(actor, days);
    return new Response(writeCsv(coopExport(reports)), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="comptes-rendus_${days.said}.csv"`,
        "cache-control": "no-store",
      },
    });
  });
}
