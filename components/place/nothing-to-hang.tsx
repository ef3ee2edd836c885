import { useTranslations } from "next-intl";
import { DayAndHours } from "#components/day-and-hours.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { Permanence } from "#lib/schedule/permanence.ts";

/**
 * At the address of a notice for the door while none is to hang: that a sheet that still does is taken off, and when
 * the next half-days are held.
 */
export function NothingToHang({
  place,
  next,
}: {
  place: { readonly slug: string; readonly name: string };
  next: readonly Permanence[];
}) {
  const t = useTranslations("doorNotice");
  return (
    <div className="grid gap-5">
      <h1>{t("takeOff")}</h1>
      <Notice tone="calm">
        <p>
          <FrenchText text={place.name} />
          {"\u00a0: "}
          {next.length > 0 ? t("asPlanned") : t("nothingPlanned")}
        </p>
        {next.length > 0 && (
          <ul className="font-normal">
            {next.map((one) => (
              <li key={one.id}>
                <DayAndHours {...one} />
              </li>
            ))}
          </ul>
        )}
      </Notice>
      <p>
        <PageLink href={`/lieux/${place.slug}`} className="inline-flex min-h-target items-center font-bold">
          <FrenchText text={place.name} />
        </PageLink>
      </p>
    </div>
  );
}
