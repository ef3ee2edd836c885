import { useTranslations } from "next-intl";
import { PageLink } from "#components/ui/page-link.tsx";
import { Written } from "#components/ui/written.tsx";
import { soonestAddress, type KnownSoFar } from "./addresses.ts";

/** In which town or at which place hours are looked for, and the way to look elsewhere. */
export function SoonestWhere({ topic, town, place, typed }: KnownSoFar) {
  const t = useTranslations("booking.soonest.where");
  return (
    <div className="rounded-card border-2 border-hair bg-card px-4 py-3">
      <p className="text-soft">{place === undefined ? t("town") : t("place")}</p>
      <p className="text-lg font-bold">
        <Written words={place ?? town ?? ""} />
      </p>
      <PageLink href={soonestAddress({ topic, typed })} className="inline-flex min-h-target items-center font-bold">
        {place === undefined ? t("changeTown") : t("changePlace")}
      </PageLink>
    </div>
  );
}
