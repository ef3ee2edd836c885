import { useTranslations } from "next-intl";
import { useState } from "react";
import { occupantOf } from "#lib/queue/line/line-state.ts";
import { PersonSheet } from "./line/person-sheet.tsx";
import { LineSide } from "./line/line-side.tsx";
import { useTablet } from "./tablet-context.ts";
import { useAtLeast } from "./use-at-least.ts";
import { useHand } from "./use-hand.ts";
import { FreeTable } from "./table/free-table.tsx";
import { PersonCalled } from "./table/person-called.tsx";
import { useReport } from "./table/report-card.tsx";
import { PersonServed } from "./table/person-served.tsx";

/** The main screen: the line on one side, the conseiller's table on the other. On a phone the table comes first. */
export function Running({ desk }: { desk: number }) {
  const t = useTranslations("tablet");
  const { site } = useTablet();
  const [asked, ask] = useState<string>();
  const wide = useAtLeast("48rem");
  const line = <LineSide desk={desk} onChoose={ask} />;
  return (
    <div className="relative flex min-h-0 flex-1 flex-col md:grid md:grid-cols-[minmax(16rem,21rem)_1fr]">
      <h1 className="sr-only">{t("title", { place: site.place })}</h1>
      {/* The table is never moved in the document: that would take an open dialog of it out of the top layer. */}
      {wide && line}
      <AtMyTable desk={desk} />
      {!wide && line}
      <PersonSheet visit={asked} desk={desk} onClose={() => ask(undefined)} />
    </div>
  );
}

/** The conseiller's table: the person being served, the person called, or whose turn it is. */
function AtMyTable({ desk }: { desk: number }) {
  const { state } = useTablet();
  const visit = occupantOf(state, desk);
  const { next } = useHand(desk);
  const { card, form } = useReport(desk, visit?.state === "called");
  return (
    <>
      {!visit ? (
        <FreeTable desk={desk} next={next} report={card} />
      ) : visit.state === "called" ? (
        <PersonCalled visit={visit} report={card} />
      ) : (
        <PersonServed visit={visit} next={next} />
      )}
      {form}
    </>
  );
}
