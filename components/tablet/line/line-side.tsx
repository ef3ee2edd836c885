import { useTranslations } from "next-intl";
import { BeforeEnd } from "./before-end.tsx";
import { ExpectedArrivals } from "../door/expected-arrivals.tsx";
import { LINE, LineList, Undone, useLineRows } from "./line-list.tsx";
import { MoreNumbers } from "../door/more-numbers.tsx";
import { OtherTables } from "./other-tables.tsx";

/** The line beside the table. `quiet`: a person sits at the table, so numbers and times only. */
export function LineSide({
  desk,
  quiet,
  onChoose,
}: {
  desk: number;
  quiet: boolean;
  onChoose: (visit: string) => void;
}) {
  const t = useTranslations("tablet.line");
  const rows = useLineRows();
  return (
    <section
      aria-labelledby={LINE}
      className="flex min-h-0 flex-col gap-2 border-hair p-4 max-md:border-t-2 md:border-e-2"
    >
      <h2 id={LINE}>{t("waiting", { count: rows.length })}</h2>
      <BeforeEnd />
      <div className="grid min-h-0 flex-1 content-start gap-2 overflow-y-auto md:-mx-1 md:px-1 md:py-1">
        <LineList quiet={quiet} onChoose={onChoose} />
        <ExpectedArrivals quiet={quiet} above={rows} />
        <Undone />
      </div>
      <OtherTables desk={desk} />
      <MoreNumbers />
    </section>
  );
}
