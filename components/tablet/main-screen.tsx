import { useTranslations } from "next-intl";
import { useState } from "react";
import { occupantOf } from "#lib/queue/line/line-state.ts";
import { isUncalled } from "#lib/queue/line/visit.ts";
import { PersonDialog } from "./line/person-dialog.tsx";
import { LineSide } from "./line/line-side.tsx";
import { MoreNumbers } from "./door/more-numbers.tsx";
import { WarmUp } from "./warm-up.tsx";
import { useSite, useTablet } from "./tablet-context.ts";
import { useMinWidth } from "./use-min-width.ts";
import { useHand } from "./use-hand.ts";
import { freeParts } from "./desk/free-desk.tsx";
import { calledParts } from "./desk/person-called.tsx";
import { servedParts } from "./desk/person-served.tsx";
import { useReport } from "./desk/report-card.tsx";
import { StillGoing } from "./desk/still-going.tsx";
import { DeskSide } from "./desk/desk-side.tsx";
import { TopicAndLanguage } from "./desk/topic-and-language.tsx";

/** The main screen: the line on one side, the conseiller's desk on the other. On a phone the desk comes first. */
export function MainScreen({ desk }: { desk: number }) {
  const t = useTranslations("tablet");
  const site = useSite();
  const [asked, ask] = useState<string>();
  const wide = useMinWidth("48rem");
  const line = <LineSide desk={desk} onChoose={ask} />;
  return (
    <div className="relative flex min-h-0 flex-1 flex-col md:grid md:grid-cols-[minmax(16rem,21rem)_1fr]">
      <h1 className="sr-only">{t("title", { place: site.place })}</h1>
      {/* The desk is never moved in the document: that would take an open dialog of it out of the top layer. */}
      {wide && line}
      <AtMyDesk desk={desk} />
      {!wide && line}
      <PersonDialog visit={asked} desk={desk} onClose={() => ask(undefined)} />
      <WarmUp desk={desk}>
        <AtMyDesk desk={desk} />
        <MoreNumbers />
        <SheetOfLast desk={desk} />
      </WarmUp>
    </div>
  );
}

/** What a tap on the row of whoever came last shows. */
function SheetOfLast({ desk }: { desk: number }) {
  const last = useTablet().state.visits.findLast(isUncalled);
  return <PersonDialog visit={last?.id} desk={desk} onClose={() => undefined} />;
}

/** The conseiller's desk: the person being served, the person called, or whose turn it is. */
function AtMyDesk({ desk }: { desk: number }) {
  const t = useTranslations("tablet.mine");
  const tablet = useTablet();
  const visit = occupantOf(tablet.state, desk);
  const hand = useHand(desk);
  const { card, form } = useReport(desk, visit?.state === "called");
  const parts = !visit
    ? freeParts(desk, hand, tablet, t)
    : visit.state === "called"
      ? calledParts(visit, card, t)
      : servedParts(visit, hand.next, tablet, t);
  return (
    <>
      <DeskSide
        {...parts}
        facts={
          <>
            {card}
            {visit?.state === "serving" && <StillGoing visit={visit} />}
            {visit && !card && <TopicAndLanguage key={visit.id} visit={visit} />}
          </>
        }
      />
      {form}
    </>
  );
}
