import { getTranslations } from "next-intl/server";
import { requestedMonth } from "#app/[locale]/coordination/chiffres/requested-month.ts";
import { signInAddress } from "#app/[locale]/connexion/sign-in-address.ts";
import { asFile, plainForm, seeOther } from "#app/form.ts";
import { writeCsv } from "#lib/csv.ts";
import { turnedAwayIn, type SumOfHalfDays } from "#lib/report/month-figures.ts";
import { refuse } from "#lib/result.ts";
import { loginOf } from "#lib/server/auth/caller.ts";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { clock } from "#lib/server/clock.ts";
import { readMonthFigures } from "#lib/server/report/read-month-figures.ts";

/**
 * The sums of a month by place as a table for a spreadsheet; a line for each place and one for all. Refused, it leads
 * back to the page.
 */
export const POST = plainForm(
  () => "/coordination/chiffres",
  async ({ fields, headers, locale, page }) => {
    const actor = await loginOf(headers);
    if (!actor) return seeOther(signInAddress(locale, { retour: page }));
    const { slug, mois } = (await fields()) ?? {};
    const held = await organisationOfPage(actor, "read-figures", slug, "some-place");
    const first = requestedMonth(mois, clock.now());
    const read = held && (await readMonthFigures(actor, held.chosen.id, first));
    if (!read?.ok) return refuse("not-allowed");
    const t = await getTranslations({ locale, namespace: "figures.month.file" });
    const month = first.slice(0, 7);
    const lines = read.value.places.map(({ place, sum }) => [month, place.name, ...fieldsOf(sum)]);
    const columns = ["month", "place", ...SUMS.map(([key]) => key)] as const;
    const table = [columns.map((key) => t(key)), ...lines, [month, t("total"), ...fieldsOf(read.value.total)]];
    return asFile(`chiffres-${month}.csv`, "text/csv", writeCsv(table));
  },
);

/** The columns of the file after month and place, each with its value; a median that is not known is empty. */
const SUMS = [
  ["halfDays", (sum) => sum.halfDays],
  ["withNobody", (sum) => sum.withNobody],
  ["notHeld", (sum) => sum.notHeld],
  ["notRecorded", (sum) => sum.notRecorded],
  ["cancelled", (sum) => sum.cancelled],
  ["received", (sum) => sum.received],
  ["helped", (sum) => sum.helped],
  ["gone", (sum) => sum.gone],
  ["redirected", (sum) => sum.redirected],
  ["unserved", (sum) => sum.unserved],
  ["turnedAway", turnedAwayIn],
  ["waits", (sum) => sum.contacts - sum.untimed],
  ["median", (sum) => (sum.medianWait === undefined ? "" : Math.round(sum.medianWait / 60))],
  ["over20", (sum) => sum.waitsOver20],
  ["minutes", (sum) => sum.helpMinutes],
  ["reports", (sum) => sum.reports],
  ["onPaper", (sum) => sum.onPaper],
  ["fromPaper", (sum) => sum.fromPaper],
] as const satisfies readonly (readonly [string, (sum: SumOfHalfDays) => number | ""])[];

const fieldsOf = (sum: SumOfHalfDays): readonly string[] => SUMS.map(([, value]) => String(value(sum)));
