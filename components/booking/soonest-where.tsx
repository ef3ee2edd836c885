import { useTranslations } from "next-intl";
import { PageLink } from "#components/ui/page-link.tsx";

/** In which town or at which place hours are looked for, and the way to look elsewhere. */
export function SoonestWhere({ topic, town, place }: { topic: string; town?: string | undefined; place?: string | undefined }) {
  const t = useTranslations("booking.soonest.where");
  return (
    <div className="rounded-card border-2 border-hair bg-card px-4 py-3">
      <p className="text-soft">{place === undefined ? t("town") : t("place")}</p>
      <p className="text-lg font-bold"><bdi>{place ?? town}</bdi></p>
      <PageLink href={`/rendez-vous?${new URLSearchParams({ demarche: topic })}`} className="inline-flex min-h-target items-center font-bold">{place === undefined ? t("changeTown") : t("changePlace")}</PageLink>
    </div>
  );
}
