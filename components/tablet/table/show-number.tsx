import { useTranslations } from "next-intl";
import { useState } from "react";
import type { CalledVisit } from "#lib/queue/line/visit.ts";
import { ActButton } from "../act-button.tsx";
import { BigNumber } from "../big-number.tsx";
import { Sheet } from "../sheet.tsx";

/** The number over the whole tablet, to be held up to the room. */
export function ShowNumber({ visit }: { visit: CalledVisit }) {
  const t = useTranslations("tablet");
  const [shown, show] = useState(false);
  return (
    <>
      <ActButton look="ghost" className="min-h-18" does="show" onAct={() => show(true)}>
        {t("mine.show")}
      </ActButton>
      {shown && (
        <Sheet whole label={t("mine.show")} onClose={() => show(false)} className="bg-turn text-ink">
          <div className="grid h-full grid-rows-[1fr_auto] gap-4 p-6 text-center">
            <div className="grid content-center justify-items-center gap-6">
              <BigNumber number={visit.number} className="text-[min(45vh,38vw)]" picture={120} />
              <p className="leading-none font-bold">
                <span className="block text-[min(5vh,5vw)]">{t("mine.go")} </span>
                <span className="mt-2 block text-[min(10vh,11vw)] font-extrabold">
                  {t("mine.goTable", { desk: visit.desk })}
                </span>
              </p>
            </div>
            <ActButton look="quiet" className="min-h-18" does="close" onAct={() => show(false)}>
              {t("mine.close")}
            </ActButton>
          </div>
        </Sheet>
      )}
    </>
  );
}
