import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { cache } from "react";
import { getPathname } from "#i18n/routing.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { titleOfForm } from "#app/[locale]/_every-page/title-of-page.ts";
import {
  AwayOrLeaveRefused,
  NextSteps,
  PaperLink,
  PrepareList,
  UnknownNumber,
  WithoutScript,
} from "#components/queue/follow-page-parts.tsx";
import { FollowLive } from "#components/queue/follow-live.tsx";
import { LeaveForm } from "#components/queue/leave-form.tsx";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { clock, freshId } from "#lib/server/clock.ts";
import { unsealKey } from "#lib/server/idempotency.ts";
import { readOrganisation, readOrganisationOf } from "#lib/server/place/read-organisation.ts";
import { followVisit, type FollowedVisit } from "#lib/server/queue/follow-visit.ts";
import { readNextHalfDay } from "#lib/server/schedule/read-next.ts";
import { readNamedTopics } from "#lib/server/schedule/read-topics.ts";
import { firstState, followLabels } from "./sent-with-page.ts";
import { smsPart, type SmsQuery } from "./sms-part.tsx";

type Props = {
  params: Promise<{ secret: string }>;
  searchParams: Promise<{ refus?: string | string[]; pour?: string | string[]; envoi?: string | string[] } & SmsQuery>;
};

/** Read once for the title and the page. */
const visitOf = cache(followVisit);

/** After a refusal the title begins with « Erreur : » (RGAA 8.6), unless the number is called. */
export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const [{ secret }, { refus }] = await Promise.all([params, searchParams]);
  const followed = await visitOf(secret);
  const title = titleOf(followed, await getTranslations("turn"));
  const refused = refus !== undefined && followed !== undefined && followed.follow.state !== "called";
  return { title: await titleOfForm(title, refused, followed?.organisation), robots: { index: false } };
}

/** The title of the tab, and the first text a screen reader announces: a call comes before everything. */
function titleOf(followed: FollowedVisit | undefined, t: Awaited<ReturnType<typeof getTranslations<"turn">>>): string {
  if (!followed) return t("unknownLink.title");
  const { number, state, desk, toFetch } = followed.follow;
  if (state !== "called" || desk === undefined) return t("pageTitle", { number });
  return toFetch ? t("fetch.say", { number }) : t("called.say", { number, desk });
}

export default async function MyTurnPage({ params, searchParams }: Props) {
  const [{ secret }, query, locale] = await Promise.all([params, searchParams, getLocale()]);
  const { refus, pour, envoi } = query;
  const followed = await visitOf(secret);
  if (!followed)
    return (
      <SiteFrame organisation={await readOrganisation()}>
        <UnknownNumber />
      </SiteFrame>
    );
  const [organisation, labels, slip, first, [topic], next, sms] = await Promise.all([
    readOrganisationOf(followed.organisation, {
      path: `/suivi/${secret}`,
      timeZone: followed.permanence.timeZone,
    }),
    followLabels(followed),
    getTranslations("slip"),
    firstState(followed),
    followed.topic === undefined ? [] : readNamedTopics(followed.permanence.id, [followed.topic]),
    readNextHalfDay({ placeId: followed.place.id, except: followed.permanence.id }),
    smsPart(secret, followed.visit, query),
  ]);
  const { turn } = labels;
  const parts = {
    prepare: <PrepareList topic={topic} />,
    paper: <PaperLink href={`/suivi/${secret}/papier`} label={slip("print")} />,
    leave: <LeaveForm action={getPathname({ href: `/suivi/${secret}/partir`, locale })} labels={turn.leave} />,
    sms,
    away: {
      action: getPathname({ href: `/suivi/${secret}/absence`, locale }),
      idempotencyKey: unsealKey(singleValue(envoi), clock.now()) ?? freshId(),
    },
    // The footer has that of the organisation.
    after: (
      <NextSteps
        labels={turn}
        next={next}
        phone={followed.place.phone === organisation?.phone ? undefined : followed.place.phone}
      />
    ),
  };
  return (
    <SiteFrame name={followed.place.name} organisation={organisation} wide>
      {refus !== undefined && pour !== "sms" && (
        <AwayOrLeaveRefused
          refusal={singleValue(refus)}
          wanted={pour === "absence" ? "away" : "leave"}
          follow={followed.follow}
        />
      )}
      <FollowLive
        permanence={followed.permanence.id}
        first={first}
        labels={labels}
        parts={parts}
        withoutScript={<WithoutScript noScript={turn.noScript} reload={turn.reload} />}
      />
    </SiteFrame>
  );
}
