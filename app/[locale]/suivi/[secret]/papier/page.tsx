import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { cache } from "react";
import { redirect } from "#i18n/navigation.ts";
import { NumberSlip } from "#components/queue/number-slip.tsx";
import { UnknownNumber } from "#components/queue/follow-page-parts.tsx";
import { titleHeldBy } from "#app/[locale]/_every-page/title-of-page.ts";
import { coloursOf } from "#components/organisation-mark.tsx";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PrintButton } from "#components/ui/print-button.tsx";
import { readOrganisation, readOrganisationOf } from "#lib/server/place/read-organisation.ts";
import { followVisit } from "#lib/server/queue/follow-visit.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import "#app/[locale]/_every-page/print.css";

type Props = { params: Promise<{ secret: string }> };

/** Read once for the title and the page. */
const visitOf = cache(followVisit);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [followed, t] = await Promise.all([visitOf((await params).secret), getTranslations("turn")]);
  const title = followed ? t("pageTitle", { number: followed.follow.number }) : t("unknownLink.title");
  return {
    title: await titleHeldBy(followed?.organisation, title),
    robots: { index: false },
  };
}

/** The number on paper, while it waits; once it is called or over, redirects to its own page. */
export default async function SlipPage({ params }: Props) {
  const [{ secret }, locale, t, appointment] = await Promise.all([
    params,
    getLocale(),
    getTranslations("slip"),
    getTranslations("appointment"),
  ]);
  const followed = await visitOf(secret);
  if (!followed)
    return (
      <SiteFrame organisation={await readOrganisation()}>
        <UnknownNumber />
      </SiteFrame>
    );
  if (followed.follow.state !== "waiting") return redirect({ href: `/suivi/${secret}`, locale });
  const organisation = await readOrganisationOf(followed.organisation);
  const { timeZone } = followed.permanence;
  const hour = (moment: typeof followed.asOf): string => sayHour(moment, timeZone, locale);
  const when = t("when", { day: sayDay(localDateOf(followed.asOf, timeZone), locale), hour: hour(followed.asOf) });
  return (
    <main
      style={coloursOf(organisation)}
      className="for-paper grid justify-items-center gap-4 p-4 print:block print:p-0"
    >
      <PrintButton label={t("print")} />
      <NumberSlip
        place={followed.place.shortName}
        organisation={organisation}
        when={when}
        follow={followed.follow}
        hours={followed.follow.ahead.appointments.map(hour)}
        asOf={followed.asOf}
        withTeam={followed.withTeam}
        zone={timeZone}
        end={followed.permanence.span.end}
      />
      <PageLink href={`/suivi/${secret}`} className="inline-flex min-h-target items-center font-bold print:hidden">
        {appointment("hereGo")}
      </PageLink>
    </main>
  );
}
