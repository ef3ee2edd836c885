import { useTranslations } from "next-intl";
import type { AbsenceEffect } from "#lib/schedule/absence.ts";
import { TouchedHalfDays, type HowTouched } from "./touched-half-days.tsx";

type Props = {
  touched: Pick<AbsenceEffect, "halfDays" | "otherPlaces" | "elsewhere">;
  notHeld: HowTouched["notHeld"];
};

/**
 * What the absences touch that somebody has noted for themselves: what still stands until somebody decides. Nothing
 * where they touch nothing.
 */
export function AbsenceTouches({ touched, notHeld }: Props) {
  const t = useTranslations("staff.absences");
  const { halfDays, otherPlaces, elsewhere } = touched;
  if (halfDays.length + otherPlaces + elsewhere === 0) return null;
  return (
    <section aria-labelledby="touched" className="grid gap-3">
      <h2 id="touched">{t("touches.title")}</h2>
      {halfDays.length > 0 && (
        <p>
          {t("touches.stands")} {t("effect.residents")}
        </p>
      )}
      <TouchedHalfDays halfDays={halfDays} hours={false} notHeld={notHeld} />
      {otherPlaces > 0 && <p>{t("effect.otherPlaces", { count: otherPlaces })}</p>}
      {elsewhere > 0 && <p>{t("effect.elsewhere", { count: elsewhere })}</p>}
    </section>
  );
}
