import { useLocale, useTranslations } from "next-intl";
import { useHalfDaysNotHeld } from "./use-half-days-not-held.ts";
import { FrenchText } from "#components/ui/french-text.tsx";
import { monthToShare, turnedAwayIn, type SumOfHalfDays } from "#lib/report/month-figures.ts";
import type { SharedCount } from "#lib/report/week-done.ts";
import { sayMonth } from "#lib/time/say.ts";
import { sayDuration } from "#lib/time/say-duration.ts";

/** A count in a sentence: a small one is said as fewer than five. */
const inSentence = (count: SharedCount): { readonly few: "yes" | "no"; readonly count: number } =>
  count === "few" ? { few: "yes", count: 0 } : { few: "no", count };

/**
 * The sums of a month as sentences to paste into a mail or a report: no figure of fewer than five people. `where`: of
 * which places.
 */
function useMonthSentence(month: string, where: string, sum: SumOfHalfDays): string {
  const t = useTranslations("figures.month.sentence");
  const locale = useLocale();
  const { received, helped, turnedAway, halfDays, wait, fromPaper } = monthToShare(sum);
  return [
    t("received", { month: sayMonth(month, locale), halfDays, where, ...inSentence(received) }),
    ...(received === 0 ? [] : [t("helped", inSentence(helped))]),
    ...(wait ? [t("wait", { median: sayDuration(wait.median, locale), share: wait.within20 })] : []),
    ...(turnedAway === 0 ? [] : [t("turnedAway", inSentence(turnedAway))]),
    ...(fromPaper === 0 ? [] : [t("paper", inSentence(fromPaper))]),
  ].join(" ");
}

/** The sentence in a field to copy from, also without script. */
export function MonthSentence({ month, where, sum }: { month: string; where: string; sum: SumOfHalfDays }) {
  const t = useTranslations("figures.month");
  const text = useMonthSentence(month, where, sum);
  return (
    <label className="grid gap-1">
      <span className="font-bold print:hidden">{t("paste")}</span>
      <span className="text-soft print:hidden">{t("pasteHint")}</span>
      <textarea
        readOnly
        rows={5}
        defaultValue={text}
        className="field-sizing-content w-full rounded-control border-2 border-edge bg-card p-3 text-base print:border-0 print:p-0"
      />
    </label>
  );
}

const COLUMNS = [
  "halfDays",
  "received",
  "helped",
  "gone",
  "redirected",
  "unserved",
  "turnedAway",
  "median",
  "over20",
  "minutes",
  "reports",
  "paper",
] as const;
type Column = (typeof COLUMNS)[number];

type PlaceSum = { readonly place: { readonly id: string; readonly name: string }; readonly sum: SumOfHalfDays };

/**
 * The sums of each place and of all together: a table on a desk and on paper, lists below each other on narrower
 * screens.
 */
export function SumsByPlace({ places, total }: { places: readonly PlaceSum[]; total: SumOfHalfDays }) {
  const t = useTranslations("figures.month");
  return (
    <>
      <div className="gap-4 *:mb-4 *:break-inside-avoid sm:columns-2 lg:hidden print:hidden">
        <SumsOfPlace name={undefined} sum={total} />
        {places.map(({ place, sum }) => (
          <SumsOfPlace key={place.id} name={place.name} sum={sum} />
        ))}
      </div>
      <table className="w-full border-collapse max-lg:hidden print:table">
        <caption className="sr-only">{t("table")}</caption>
        <thead>
          <tr className="border-b-2 border-edge align-bottom">
            <th scope="col" className="p-2 text-start">
              {t("place")}
            </th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className="p-1.5 text-end text-[0.85rem] leading-tight print:text-[11px]">
                {t(`columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {places.map(({ place, sum }) => (
            <Row key={place.id} name={place.name} sum={sum} />
          ))}
        </tbody>
        <tfoot>
          <Row name={undefined} sum={total} />
        </tfoot>
      </table>
    </>
  );
}

/** The sums of one place, or without a name of all, each on a line; of a place without anybody its half-days alone. */
function SumsOfPlace({ name, sum }: { name: string | undefined; sum: SumOfHalfDays }) {
  const t = useTranslations("figures.month");
  const said = useColumns();
  return (
    <section className="rounded-card border-2 border-hair bg-card p-4">
      <h2 className="text-[1.15rem]!">{name === undefined ? t("total") : <FrenchText text={name} />}</h2>
      <Others sum={sum} />
      {sum.received + turnedAwayIn(sum) > 0 && (
        <dl className="grid">
          {COLUMNS.map((column) => (
            <div
              key={column}
              className="flex items-baseline justify-between gap-4 border-t border-hair py-1 first:border-0"
            >
              <dt>{t(`columns.${column}`)}</dt>
              <dd className="font-bold tabular-nums">{said(sum, column)}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

/** One row of sums; without a name that of all places. */
function Row({ name, sum }: { name: string | undefined; sum: SumOfHalfDays }) {
  const t = useTranslations("figures.month");
  const said = useColumns();
  return (
    <tr className={name === undefined ? "border-t-2 border-edge font-bold" : "border-t border-hair"}>
      <th scope="row" className="p-2 text-start font-bold">
        {name === undefined ? t("total") : <FrenchText text={name} />}
        <Others sum={sum} />
      </th>
      {COLUMNS.map((column) => (
        <td key={column} className="p-1.5 text-end tabular-nums">
          {said(sum, column)}
        </td>
      ))}
    </tr>
  );
}

/**
 * The half-days of a row that were not held or came to nobody, and those with a paper sheet, in words; nothing where
 * there are none.
 */
function Others({ sum }: { sum: SumOfHalfDays }) {
  const t = useTranslations("figures.month.others");
  const sayNotHeld = useHalfDaysNotHeld();
  const said = [
    ...(sum.withNobody > 0 ? [t("withNobody", { count: sum.withNobody })] : []),
    ...sayNotHeld(sum),
    ...(sum.onPaper > 0 ? [t("onPaper", { count: sum.onPaper })] : []),
  ];
  return said.length === 0 ? null : <span className="block text-[0.95rem] font-normal">{said.join(" · ")}</span>;
}

/** What stands in each column of a row. */
function useColumns(): (sum: SumOfHalfDays, column: Column) => string {
  const locale = useLocale();
  const t = useTranslations("figures.month");
  return (sum, column) => {
    switch (column) {
      case "turnedAway":
        return String(turnedAwayIn(sum));
      case "median":
        return sum.medianWait === undefined ? t("unknown") : sayDuration(Math.round(sum.medianWait / 60), locale);
      case "over20":
        return String(sum.waitsOver20);
      case "minutes":
        return sayDuration(sum.helpMinutes, locale);
      case "paper":
        return String(sum.fromPaper);
      default:
        return String(sum[column]);
    }
  };
}
