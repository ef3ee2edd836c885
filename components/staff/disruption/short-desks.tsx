import { useTranslations } from "next-intl";
import { PageLink } from "#components/ui/page-link.tsx";

/**
 * At how many desks of a day somebody is missing, and the way to the week, where one finds them; nothing where nobody
 * is.
 */
export function ShortDesks({ count, week }: { count: number; week: string }) {
  const t = useTranslations("staff.disruption");
  return count === 0 ? null : (
    <p>
      {t("shortDesks", { count })}{" "}
      <PageLink href={week} className="inline-flex min-h-target items-center font-bold">
        {t("toWeek")}
      </PageLink>
    </p>
  );
}
