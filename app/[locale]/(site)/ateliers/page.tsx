import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { PageLink } from "#components/ui/page-link.tsx";
import { CallLink } from "#components/call-link.tsx";
import { WorkshopCard } from "#components/place/workshop-card.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { readOperator } from "#lib/server/place/read-operator.ts";
import { readWorkshops } from "#lib/server/schedule/read-workshops.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("workshops");
  return { title: t("title") };
}

export default async function WorkshopsPage() {
  const [t, locale, workshops, operator] = await Promise.all([getTranslations("workshops"), getLocale(), readWorkshops(), readOperator()]);
  const home = await getTranslations("home");
  return (
    <div className="grid gap-6">
      <div>
        <h1>{t("title")}</h1>
        <p className="mt-2 text-lg text-soft">{t("lead")}</p>
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
            {operator?.phone !== undefined && <CallLink phone={operator.phone} />}
          </div>
          <ul className="grid gap-3 md:grid-cols-2">
            {workshops.map(({ id, title, level, span, at, free }) => (
              <WorkshopCard key={id} title={title} level={level} place={at} free={free}
                day={sayDay(localDateOf(span.start, at.timeZone), locale)}
                from={sayHour(span.start, at.timeZone, locale)} to={sayHour(span.end, at.timeZone, locale)} />
            ))}
          </ul>
        </>
      )}
      <p><PageLink href="/" className={buttonClass("ghost")}>{home("see")}</PageLink></p>
    </div>
  );
}
