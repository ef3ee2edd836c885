import { useTranslations } from "next-intl";
import { DayAndHours } from "#components/day-and-hours.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { HalfDayFigures } from "#lib/report/half-day-figures.ts";
import type { HalfDayRecord } from "#lib/report/half-day-record.ts";
import type { Interval } from "#lib/time/interval.ts";

/**
 * Of which half-day a paper sheet is entered, whom its line holds already, and what the sheet replaces. `by`: how it is
 * entered here.
 */
export function HalfDayOfSheet({
  summary: { held, figures, recorded },
  by,
}: {
  summary: {
    readonly held: { readonly at: { readonly name: string }; readonly span: Interval; readonly timeZone: string };
    readonly figures: Pick<HalfDayFigures, "received" | "fromPaper">;
    readonly recorded?: Pick<HalfDayRecord, "kind">;
  };
  by: HalfDayRecord["kind"];
}) {
  const t = useTranslations("figures.sheet");
  const inLine = figures.received - figures.fromPaper;
  return (
    <>
      <p>
        <FrenchText text={held.at.name} />
        <br />
        <DayAndHours span={held.span} timeZone={held.timeZone} />
      </p>
      {inLine > 0 && (
        <Notice tone="warn">
          <p>{t("beside", { count: inLine })}</p>
        </Notice>
      )}
      {recorded && recorded.kind !== by && <Notice>{t("instead")}</Notice>}
    </>
  );
}
