import { useTranslations } from "next-intl";
import type { ClosedHalfDay } from "#lib/schedule/closure-effect.ts";

/** Who a half-day concerns: who holds it, whether it is going on, who is booked, waits and is planned. */
export function Touches({ half }: { half: ClosedHalfDay }) {
  const t = useTranslations("staff.closures.effect");
  const { guest, goingOn, appointments, waiting, people, desks } = half;
  return (
    <>
      {guest !== undefined && <span className="font-bold">{t("guest", { name: guest })}</span>}
      {goingOn && <span className="font-bold text-alert">{t("goingOn")}</span>}
      {desks.length > 0 && <span className="font-bold">{t("atDesk", { desks: desks.join(", ") })}</span>}
      <span>
        {t("booked", { appointments })}
        {waiting > 0 && ` · ${t("waiting", { waiting })}`}
        {people.length > 0 && ` · ${t("planned", { people: people.join(", ") })}`}
      </span>
    </>
  );
}
