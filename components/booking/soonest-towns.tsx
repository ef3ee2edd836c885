import { useLocale, useTranslations } from "next-intl";
import { getPathname } from "#i18n/routing.ts";
import { ownAddress } from "#components/ui/own-pages.ts";
import type { Town } from "#lib/place/town.ts";
import { buttonClass } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { soonestAddress, type KnownSoFar } from "#components/booking-addresses.ts";

/** More towns than this are shown in a select element instead of a list of links. */
const AT_A_GLANCE = 12;

/**
 * Asks for the town: one link for each, or a plain form with a select when there are many; both lead to this page
 * again.
 */
export function SoonestTowns({
  topic,
  typed,
  towns,
}: {
  topic: string;
  typed?: string | undefined;
  towns: readonly Pick<Town, "key" | "name">[];
}) {
  const t = useTranslations("booking.soonest.towns");
  const locale = useLocale();
  const { compare } = new Intl.Collator(locale);
  const sorted = towns.toSorted((a, b) => compare(a.name, b.name));
  return (
    <section aria-labelledby="ville" className="grid gap-3">
      <div>
        <h1 id="ville">{t("title")}</h1>
        {sorted.length <= AT_A_GLANCE && <p className="text-soft">{t("lead")}</p>}
      </div>
      {sorted.length <= AT_A_GLANCE ? (
        <ul className="grid gap-2.5 md:grid-cols-2">
          {sorted.map(({ key, name }) => (
            <li key={key} className="grid">
              <PageLink
                href={soonestAddress({ topic, town: key, typed })}
                className={`${buttonClass("ghost")} justify-between!`}
              >
                <FrenchText text={name} />
                <Icon name="arrow" size={22} />
              </PageLink>
            </li>
          ))}
        </ul>
      ) : (
        <form
          method="get"
          action={getPathname({ href: ownAddress("/rendez-vous"), locale })}
          className="grid gap-3 md:grid-cols-[1fr_auto] md:items-end"
        >
          <input type="hidden" name="demarche" value={topic} />
          {typed !== undefined && <input type="hidden" name="repris" value={typed} />}
          <label className="grid gap-1 font-bold">
            {t("town")}
            <select
              name="ville"
              className="min-h-14 w-full rounded-control border-2 border-edge bg-card px-3 font-normal"
            >
              {sorted.map(({ key, name }) => (
                <option key={key} value={key}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <button type="submit" className={buttonClass()}>
            {t("go")}
          </button>
        </form>
      )}
    </section>
  );
}

/** The name of the town or place of the search, and a link to search elsewhere. */
export function SoonestWhere({ topic, town, place, typed }: KnownSoFar) {
  const t = useTranslations("booking.soonest.where");
  return (
    <div className="rounded-card border-2 border-hair bg-card px-4 py-3">
      <p className="text-soft">{place === undefined ? t("town") : t("place")}</p>
      <p className="text-lg font-bold">
        <FrenchText text={place ?? town ?? ""} />
      </p>
      <PageLink href={soonestAddress({ topic, typed })} className="inline-flex min-h-target items-center font-bold">
        {place === undefined ? t("changeTown") : t("changePlace")}
      </PageLink>
    </div>
  );
}
