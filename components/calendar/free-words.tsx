import { useLocale, useTranslations } from "next-intl";
import { isFull, type Counted } from "#lib/calendar/redact.ts";
import { sayHour } from "#lib/time/say.ts";

/** How one comes, at how many tables, and how many appointments are free. */
export function FreeWords({ half }: { half: Counted }) {
  const t = useTranslations("share.half");
  const locale = useLocale();
  const { access, free, tables, timeZone } = half;
  const hour = access.kind === "appointments-first" ? sayHour(access.walkInFrom, timeZone, locale) : "";
  if (isFull(half)) {
    if (access.kind === "appointments-first") return <b>{t("fullWalkInFrom", { hour })}</b>;
    return <b>{t(access.kind === "appointment" ? "full" : "fullWalkIn")}</b>;
  }
  const comes = t(access.kind, { hour });
  return (
    <>
      {(access.kind !== "appointment" || free === undefined) && (
        <span>{access.kind === "appointments-first" ? comes : t("withTables", { comes, tables })}</span>
      )}
      {free !== undefined && <span>{t("free", { free })}</span>}
    </>
  );
}
