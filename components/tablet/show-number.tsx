import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import type { CalledVisit } from "#lib/queue/visit.ts";
import { BigNumber } from "./big-number.tsx";

/** The number over the whole tablet, to be held up to the room. */
export function ShowNumber({ visit }: { visit: CalledVisit }) {
  const t = useTranslations("tablet");
  const [shown, show] = useState(false);
  return (
    <>
      <Button look="ghost" className="min-h-18" onClick={() => show(true)}>{t("mine.show")}</Button>
      {shown && (
        <Dialog whole label={t("mine.show")} onClose={() => show(false)} className="bg-turn text-ink">
          <div className="grid h-full grid-rows-[1fr_auto] gap-4 p-6 text-center">
            <div className="grid content-center justify-items-center gap-6">
              <BigNumber number={visit.number} className="text-[min(45vh,38vw)]" picture={120} />
              <p className="leading-none font-bold">
                <span className="block text-[min(5vh,5vw)]">{t("mine.go")} </span>
                <span className="mt-2 block text-[min(10vh,11vw)] font-extrabold">{t("mine.goTable", { desk: visit.desk })}</span>
              </p>
            </div>
            <Button look="quiet" className="min-h-18" onClick={() => show(false)}>{t("mine.close")}</Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
