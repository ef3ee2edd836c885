import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { redirect } from "#i18n/navigation.ts";
import { getPathname } from "#i18n/routing.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { AddToCalendar } from "#components/calendar/add-to-calendar.tsx";
import { PrintButton } from "#components/ui/print-button.tsx";
import { RevokedCalendar } from "#components/calendar/calendar-dead-ends.tsx";
import { ShareAbout } from "#components/calendar/share-about.tsx";
import { ShareHeading } from "#components/calendar/share-heading.tsx";
import { WeekLinks, WeekList, WeekTable } from "#components/calendar/week.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { isLimited } from "#lib/calendar/share.ts";
import { mondayOf, requestedWeek, weekOf } from "#lib/calendar/week.ts";
import { feedAddress } from "#lib/server/calendar/find-share.ts";
import { FEED_ZONE } from "#lib/server/calendar/feed-zone.ts";
import { noteRead } from "#lib/server/calendar/note-read.ts";
import { readPeopleHelped } from "#lib/server/calendar/read-people-helped.ts";
import { readWeek } from "#lib/server/calendar/read-week.ts";
import { readOrganisationOf } from "#lib/server/place/read-organisation.ts";
import { readTopics } from "#lib/server/schedule/read-topics.ts";
import { topicsTakenOfKeys } from "#lib/schedule/topic.ts";
import { shareOfAddress } from "./share-of-address.ts";
import { clock } from "#lib/server/clock.ts";
import { sayClockTime, sayDay } from "#lib/time/say.ts";
import { instantAt, localDateOf } from "#lib/time/zone.ts";

type Props = { params: Promise<{ secret: string }>; searchParams: Promise<{ semaine?: string | string[] }> };

const weekShown = async (asked: Props["searchParams"]): Promise<string> =>
  requestedWeek(singleValue((await asked).semaine), FEED_ZONE, clock.now());

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const share = await shareOfAddress((await params).secret);
  const t = await getTranslations("share");
  const locale = await getLocale();
  const titleOf = async (): Promise<string> => {
    if (!share.ok) return t(share.refusal === "revoked" ? "revoked.title" : "unknown.title");
    const week = t("week.title", { day: sayDay(await weekShown(searchParams), locale) });
    const heading = t.markup("heading", { giver: () => share.value.giver.service, name: () => share.value.name });
    return `${heading}, ${week}`;
  };
  const title = await titleOf();
  // The heading names the service that gives the calendar already.
  return { title: share.ok ? { absolute: title } : title, robots: { index: false } };
}

export default async function SharedCalendarPage({ params, searchParams }: Props) {
  const { secret } = await params;
  const [share, locale] = await Promise.all([shareOfAddress(secret), getLocale()]);
  if (!share.ok && share.refusal === "not-found") return redirect({ href: "/agenda/inconnu", locale });
  if (!share.ok) return <RevokedCalendar />;
  const t = await getTranslations("share");
  const now = clock.now();
  const today = localDateOf(now, FEED_ZONE);
  const monday = await weekShown(searchParams);
  const { giver, shows } = share.value;
  const [seen, organisation, topics, received] = await Promise.all([
    readWeek(share.value, monday, now),
    readOrganisationOf(giver.id),
    shows.by === "topics" ? readTopics({ organisation: giver.id }, topicsTakenOfKeys(shows.topics)) : [],
    readPeopleHelped(share.value, now),
    noteRead(share.value),
  ]);
  const days = weekOf(monday, seen);
  const page = getPathname({ href: `/agenda/${secret}`, locale });
  return (
    <div className="mx-auto grid max-w-[82rem] gap-4 px-4 py-5 sm:px-7">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="flex-1 basis-80">
          <ShareHeading
            name={share.value.name}
            service={giver.service}
            giver={giver.name}
            level={share.value.level}
            monday={monday}
            updated={sayClockTime(now, FEED_ZONE, locale)}
          />
        </div>
        <div className="flex flex-wrap items-start gap-2.5 has-[details[open]]:basis-full">
          <WeekLinks page={page} monday={monday} thisWeek={mondayOf(today)} />
          <PrintButton label={t("print")} />
          <AddToCalendar feed={feedAddress(share.value)} />
        </div>
      </div>
      <ShareAbout
        topics={topics}
        ask={isLimited(share.value) ? `${organisation?.at ?? ""}/agenda/demander` : undefined}
      />
      {received && (
        <p className="font-bold">
          {t("received", { month: instantAt(received.month, 12 * 60, FEED_ZONE), people: received.people })}
        </p>
      )}
      {seen.length === 0 ? (
        <Notice>{t("week.nothing")}</Notice>
      ) : (
        <>
          <WeekTable days={days} today={today} />
          <WeekList days={days} today={today} />
        </>
      )}
    </div>
  );
}
