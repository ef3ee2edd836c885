import { useTranslations } from "next-intl";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";

/** No help is given at this place for now, and where it is. `cancelled`: it was planned, and stands below. */
export function NoneHere({ cancelled }: { cancelled: boolean }) {
  const t = useTranslations("place");
  return (
    <Notice>
      <p>{t(cancelled ? "onlyCancelled" : "nothingComing")}</p>
      <p>
        <PageLink href="/lieux" className="inline-flex min-h-target items-center">
          {t("otherPlaces")}
        </PageLink>
      </p>
    </Notice>
  );
}
