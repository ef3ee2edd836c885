import { useTranslations, useLocale } from "next-intl";
import type { ReactNode } from "react";
import { Notice } from "#components/ui/notice.tsx";
import type { HalfDayFilter } from "#lib/schedule/half-day-filter.ts";
import { isNear, kilometresBetween, sayKilometres, type Point } from "#lib/place/distance.ts";
import type { NamedTopic } from "#lib/schedule/topic.ts";
import type { Upcoming } from "#lib/schedule/upcoming.ts";
import type { HolidayName } from "#lib/time/public-holidays.ts";
import { ClosedFor, type PermanenceAtPlace } from "./coming-card.tsx";
import { YourChoice } from "./narrow-places-form.tsx";
import { DayAndHours } from "#components/day-and-hours.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { sayHour } from "#lib/time/say.ts";
import { HowToCome } from "#components/how-to-come.tsx";
import { Distance } from "./open-card.tsx";
import { AddressLine } from "./way-there.tsx";

type NearCommune = Point & { readonly code: string; readonly name: string };

/**
 * Nothing is open: why, and the `next` half-day, or whom to call (`telephone`). `chosen`: what the reader narrowed the
 * list to; `near`: the commune near which nothing is open; `closed`: what the day is on which nothing more is held.
 */
export function NothingNow({
  offer,
  next,
  chosen,
  topics,
  near,
  closed,
  telephone,
}: {
  offer: Upcoming<PermanenceAtPlace>;
  next: PermanenceAtPlace | undefined;
  chosen: HalfDayFilter;
  topics?: readonly NamedTopic[];
  near?: NearCommune | undefined;
  closed: "sunday" | HolidayName | undefined;
  telephone: ReactNode;
}) {
  const t = useTranslations("home");
  const locale = useLocale();
  const isChosen = Object.keys(chosen).length > 0;
  if (!next) {
    return (
      <>
        <Notice>
          <p>
            {near
              ? t(isChosen ? "near.nothingFor" : "near.nothingSoon", { commune: near.name })
              : t(isChosen ? "nothingFor" : "nothingSoon")}
          </p>
          <YourChoice chosen={chosen} topics={topics} near={near} />
        </Notice>
        <div>
          <p>{t("callUs")}</p>
          {telephone}
        </div>
      </>
    );
  }
  const why = offer.now.length + offer.today.length > 0 ? undefined : closed;
  return (
    <Notice>
      <p>
        {near && why === undefined ? (
          t(isChosen ? "near.nothingForNow" : "near.nothingNow", { commune: near.name })
        ) : isChosen ? (
          t("nothingForNow")
        ) : (
          <WhyClosed closed={why} />
        )}
      </p>
      <YourChoice chosen={chosen} topics={topics} near={near} />
      <p className="font-normal">
        {near && !isNear(near, next.at)
          ? t("near.nextNearest", {
              commune: near.name,
              km: sayKilometres(kilometresBetween(near, next.at), locale),
            })
          : t("nextIs")}
      </p>
      <NextTime held={next} today={offer.today.includes(next)} near={near} />
    </Notice>
  );
}

function WhyClosed({ closed }: { closed: "sunday" | HolidayName | undefined }) {
  const t = useTranslations("home");
  if (closed === undefined || closed === "sunday") return t(closed ?? "nothingNow");
  return <ClosedFor holiday={closed} />;
}

/** One half-day to come: day and hours, or only the hour when it is `today`; place; how to come. */
function NextTime({ held, today, near }: { held: PermanenceAtPlace; today: boolean; near: NearCommune | undefined }) {
  const t = useTranslations("place");
  const locale = useLocale();
  return (
    <div className="font-normal">
      {today ? (
        <p>{t("todayAt", { hour: sayHour(held.span.start, held.timeZone, locale) })}</p>
      ) : (
        <p>
          <DayAndHours {...held} />
        </p>
      )}
      <PageLink href={`/permanences/${held.id}`} className="inline-flex min-h-target items-center font-bold">
        <FrenchText text={held.at.name} />
      </PageLink>
      <AddressLine place={held.at} />
      <Distance held={held} from={near} />
      <p>
        <HowToCome permanence={held} />
      </p>
    </div>
  );
}
