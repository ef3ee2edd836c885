import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { tabletAddress } from "#app/[locale]/(site)/tablette/tablet-address.ts";
import { CallLink } from "#components/call-link.tsx";
import { DayAndHours } from "#components/day-and-hours.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { getPathname, localeOf } from "#i18n/routing.ts";
import { readTabletChoice, type HalfDayToOpen, type TabletChoice } from "#lib/server/auth/tablet/open-tablet.ts";
import { readOrganisation, readOrganisationOf } from "#lib/server/place/read-organisation.ts";

type Props = {
  params: Promise<{ locale: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("sharedTablet"))("who"), robots: { index: false } };
}

/** Who opens the tablet: the names of those planned at the half-days that were opened. */
export default async function TabletNamesPage({ params, searchParams }: Props) {
  const locale = localeOf((await params).locale);
  const sealed = singleValue((await searchParams)["choix"]) ?? "";
  const [t, choice] = await Promise.all([getTranslations("sharedTablet"), readTabletChoice(sealed)]);
  if (!choice)
    return (
      <div className="mx-auto grid w-full max-w-md gap-6 py-4">
        <h1>{t("title")}</h1>
        <Notice tone="warn">{t("refusals.pass-over")}</Notice>
        <p>
          <a href={tabletAddress(locale)} className={buttonClass()}>
            {t("again")}
          </a>
        </p>
      </div>
    );
  const planned = choice.halfDays.filter(({ people }) => people.length > 0);
  return (
    <div className="mx-auto grid w-full max-w-md gap-6 py-4">
      <header className="grid gap-2">
        <h1>{planned.length > 0 ? t("who") : t("title")}</h1>
        <p className="text-lg font-bold">
          <FrenchText text={choice.place.name} />
        </p>
      </header>
      {planned.length > 0 ? (
        <>
          <p>{t("whoWhat")}</p>
          {planned.map((held) => (
            <Names key={held.permanence} held={held} choice={choice} sealed={sealed} locale={locale} />
          ))}
        </>
      ) : (
        <NobodyPlanned organisation={choice.organisation} />
      )}
      <p>
        <a href={tabletAddress(locale, { lieu: choice.place.slug })} className="inline-flex min-h-target items-center">
          {t("notListed")}
        </a>
      </p>
    </div>
  );
}

type NamesProps = { held: HalfDayToOpen; choice: TabletChoice; sealed: string; locale: string };

async function Names({ held, choice, sealed, locale }: NamesProps) {
  const t = await getTranslations("sharedTablet");
  return (
    <section aria-labelledby={`p-${held.permanence}`} className="grid gap-3">
      <h2 id={`p-${held.permanence}`}>
        <DayAndHours span={held.span} timeZone={choice.timeZone} />
      </h2>
      <ul className="grid gap-3">
        {held.people.map(({ account, name, desk }) => (
          <li key={account}>
            <form method="post" action={getPathname({ href: "/tablette/entrer", locale })} className="grid">
              <input type="hidden" name="choix" value={sealed} />
              <input type="hidden" name="lieu" value={choice.place.slug} />
              <input type="hidden" name="permanence" value={held.permanence} />
              <input type="hidden" name="compte" value={account} />
              <Button type="submit" className="min-h-16 flex-wrap justify-between!">
                {name !== undefined && <FrenchText text={name} />} <span>{t("desk", { desk })}</span>
              </Button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Whom to call when nobody can open the tablet. */
async function NobodyPlanned({ organisation }: { organisation: string }) {
  const [t, own, first] = await Promise.all([
    getTranslations("sharedTablet"),
    readOrganisationOf(organisation),
    readOrganisation(),
  ]);
  const phone = own?.phone ?? first?.phone;
  return (
    <Notice tone="warn">
      <p>{t("nobody")}</p>
      {phone !== undefined && <CallLink phone={phone} />}
    </Notice>
  );
}
