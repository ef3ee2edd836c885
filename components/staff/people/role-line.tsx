import type { ReactNode } from "react";
import { useLocale, useTranslations } from "next-intl";
import { Tag } from "#components/ui/tag.tsx";
import type { ListedRole } from "#lib/access/listed-people.ts";
import { sayDay } from "#lib/time/say.ts";
import { instant } from "#lib/time/instant.ts";
import { localDateOf } from "#lib/time/zone.ts";

/** The zone in which the last day of a role is said; ends are midnights of the organisation's places. */
const ZONE = "Europe/Paris";

/** A role with where it holds and its last day. A service civique stands out, since they plan nothing. */
export function RoleLine({
  role: { role, places, starts, ends, over },
  children,
}: {
  role: Pick<ListedRole, "role" | "places" | "over"> & Partial<ListedRole>;
  children?: ReactNode;
}) {
  const t = useTranslations("staff.people");
  const locale = useLocale();
  const day = ends !== undefined && sayDay(localDateOf(instant(ends - 1), ZONE), locale);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {role === "civic-service" ? <Tag look="good">{t(`role.${role}`)}</Tag> : <b>{t(`role.${role}`)}</b>}
      <span>{places === "all" ? t("everyPlace") : places.map(({ name }) => name).join(", ")}</span>
      {starts !== undefined && (
        <span className="text-soft">{t("from", { day: sayDay(localDateOf(starts, ZONE), locale) })}</span>
      )}
      {day && <span className="text-soft">{over ? t("ended", { day }) : t("until", { day })}</span>}
      {children}
    </li>
  );
}
