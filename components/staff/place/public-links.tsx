import { useTranslations } from "next-intl";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";

/**
 * From a page of the team to what hangs at the door of a place and to what residents read of it. `slug`: of the place
 * in addresses; `from`: the day (YYYY-MM-DD) with which the sheet begins, without it today.
 */
export function PublicLinks({ slug, from }: { slug: string; from?: string | undefined }) {
  const t = useTranslations("staff.places");
  const address = `/lieux/${slug}`;
  const link = "inline-flex min-h-target items-center gap-2 font-bold";
  return (
    <ul className="flex flex-wrap gap-x-6">
      <li>
        <PageLink href={from === undefined ? `${address}/avis` : `${address}/avis?jour=${from}`} className={link}>
          <Icon name="pin" size={22} />
          {t("doorSheet")}
        </PageLink>
      </li>
      <li>
        <PageLink href={address} className={link}>
          <Icon name="arrow" size={22} />
          {t("publicPage")}
        </PageLink>
      </li>
      <li>
        <PageLink href={`${address}/feuille`} className={link}>
          <Icon name="id-card" size={22} />
          {t("paperSheet")}
        </PageLink>
      </li>
      <li>
        <PageLink href={`${address}/cartes`} className={link}>
          <Icon name="id-card" size={22} />
          {t("cards")}
        </PageLink>
      </li>
    </ul>
  );
}
