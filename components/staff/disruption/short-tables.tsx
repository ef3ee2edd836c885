import { useTranslations } from "next-intl";
import { PageLink } from "#components/ui/page-link.tsx";

/** At how many tables of a day somebody is missing, and the way to the week, where one finds them; nothing where nobody is. */
export function ShortTables({ count, week }: { count: number; week: string }) {
  const t = useTranslations("staff.disruption");
  return count === 0 ? null : (
    <p>
      {t("shortTables", { count })}{" "}
      <PageLink href={week} className="inline-flex min-h-target items-center font-bold">
        {t("toWeek")}
      </PageLink>
    </p>
  );
}
