import { useTranslations } from "next-intl";
import { DayAndHours } from "#components/day-and-hours.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Pictogram } from "#components/ui/pictogram.tsx";
import { pictureName, pictureOf } from "#lib/queue/line/visit.ts";
import { sayPhone } from "#lib/place/phone-number.ts";
import type { Interval } from "#lib/time/interval.ts";

/** As many lines as there are pictures, which fill a sheet of A4. */
export const LINES_OF_SHEET = 24;

const COLUMNS = ["given", "called", "ended", "topic", "language", "remarks"] as const;
/** Columns that a phone has no room for: there the sheet is only looked at before it is printed. */
const ON_PAPER = "max-sm:hidden print:table-cell";
const HOUR = "sm:w-[18mm] print:w-[18mm]";
/** The width of each column, in millimetres of 194; on a phone the hours share what is left. */
const WIDTHS: Readonly<Record<(typeof COLUMNS)[number] | "number", string>> = {
  number: "w-[34mm] sm:w-[41mm] print:w-[41mm]",
  given: HOUR,
  called: HOUR,
  ended: HOUR,
  topic: `w-[33mm] ${ON_PAPER}`,
  language: `w-[20mm] ${ON_PAPER}`,
  remarks: ON_PAPER,
};
const TOTALS = ["received", "helped", "gone", "redirected", "turnedAway"] as const;

/**
 * The line of a half-day on paper, for when nothing else works: a line for each number with its picture, and below them
 * the totals that are entered afterwards. No column asks for a name. `held`: of which half-day; without it day and
 * hours are left to write. `sheets`: how many, of 24 numbers each.
 */
export function PaperSheet({
  place,
  service,
  phone,
  held,
  sheets,
}: {
  place: string;
  service?: string | undefined;
  phone?: string | undefined;
  held?: { readonly span: Interval; readonly timeZone: string } | undefined;
  sheets: number;
}) {
  return Array.from({ length: sheets }, (_, index) => (
    <Sheet key={index} place={place} service={service} phone={phone} held={held} index={index} sheets={sheets} />
  ));
}

function Sheet({
  place,
  service,
  phone,
  held,
  index,
  sheets,
}: Omit<Parameters<typeof PaperSheet>[0], "sheets"> & { index: number; sheets: number }) {
  const t = useTranslations("paperSheet");
  const totals = useTranslations("paperSheet.fields");
  const pictures = useTranslations("pictures");
  const numbers = Array.from({ length: LINES_OF_SHEET }, (_, line) => index * LINES_OF_SHEET + line + 1);
  return (
    <section
      aria-label={t("sheet", { from: numbers[0] ?? 1, to: numbers.at(-1) ?? LINES_OF_SHEET })}
      className="grid w-full max-w-[210mm] grid-cols-[minmax(0,1fr)] content-start gap-2 bg-white p-3 text-[0.8rem] leading-tight text-ink print:h-[296mm] print:break-after-page print:overflow-hidden print:p-[8mm] print:text-[11px] last:print:break-after-auto"
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <p className="text-[1.2rem] font-bold">
          <FrenchText text={place} />
          {service !== undefined && (
            <span className="text-[0.85rem] font-normal">
              {" · "}
              <FrenchText text={service} />
            </span>
          )}
        </p>
        <p className="text-[1rem]">
          {held ? <DayAndHours {...held} /> : <span className="whitespace-nowrap">{t("blankDay")}</span>}
        </p>
      </div>
      <p>
        {t("how")} {phone !== undefined && t("call", { phone: sayPhone(phone) })}
        <br />
        {t("write")}
      </p>
      <table className="w-full table-fixed border-collapse border-2 border-ink">
        <caption className="sr-only">{t("title")}</caption>
        <thead>
          <tr>
            <th scope="col" className={`border border-ink p-1 text-start ${WIDTHS.number}`}>
              {t("columns.number")}
            </th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className={`border border-ink p-1 text-start ${WIDTHS[column]}`}>
                {t(`columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {numbers.map((number) => (
            <tr key={number} className="h-[9mm]">
              <th scope="row" className="border border-ink px-1 py-0 text-start font-normal">
                <span className="flex items-center gap-1.5">
                  <strong className="number min-w-[1.6em] text-[1.25rem]">{number}</strong>
                  <Pictogram picture={pictureOf(number)} size={24} />
                  <span className="text-[0.7rem] whitespace-nowrap">{pictures(pictureName(pictureOf(number)))}</span>
                </span>
              </th>
              {COLUMNS.map((column) => (
                <td key={column} className={`border border-ink ${WIDTHS[column]}`} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {index === sheets - 1 && (
        <table className="w-full table-fixed border-collapse border-2 border-ink max-sm:hidden print:table">
          <caption className="pb-1 text-start font-bold">{t("totals")}</caption>
          <thead>
            <tr>
              {TOTALS.map((name) => (
                <th key={name} scope="col" className="border border-ink p-1 text-start">
                  {totals(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr className="h-[9mm]">
              {TOTALS.map((name) => (
                <td key={name} className="border border-ink" />
              ))}
            </tr>
          </tbody>
        </table>
      )}
    </section>
  );
}
