import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { shownOrganisation, type OwnPage } from "#app/[locale]/(site)/shown-organisation.ts";
import { titleFor } from "#app/[locale]/_every-page/title-of-page.ts";
import { PageLink } from "#components/ui/page-link.tsx";
import { CallLink } from "#components/call-link.tsx";
import { WorkshopCard } from "#components/place/workshop-card.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { readWorkshops } from "#lib/server/schedule/read-workshops.ts";

export async function generateMetadata({ params }: OwnPage): Promise<Metadata> {
  const [t, organisation] = await Promise.all([getTranslations("workshops"), shownOrganisation(params)]);
  return { title: titleFor(t("title"), organisation) };
}

export default async function WorkshopsPage({ params }: OwnPage) {
  const [t, home, organisation] = await Promise.all([
    getTranslations("workshops"),
    getTranslations("home"),
    shownOrganisation(params),
  ]);
  const workshops = await readWorkshops(organisation?.onlyOf);
  return (
    <div className="grid gap-6">
      <div>
        <h1>{t("title")}</h1>
        {workshops.length > 0 && <p className="mt-2 text-lg text-soft">{t("lead")}</p>}
      </div>
      {workshops.length === 0 ? (
        <Notice>
          <p>{t("none")}</p>
          <p className="font-normal">{t("noneDo")}</p>
        </Notice>
      ) : (
        <>
          <div>
            <p className="font-bold">{t("join")}</p>
            {organisation?.phone !== undefined && <CallLink phone={organisation.phone} />}
          </div>
          <ul className="grid gap-3 md:grid-cols-2">
            {workshops.map(({ id, title, level, span, at, free }) => (
              <WorkshopCard key={id} title={title} level={level} place={at} span={span} free={free} />
            ))}
          </ul>
        </>
      )}
      <p>
        <PageLink href="/" className={buttonClass("ghost")}>
          {home("see")}
        </PageLink>
      </p>
    </div>
  );
}
