import type { Metadata } from "next";
import { getLocale, getTranslations, getMessages } from "next-intl/server";
import { cache } from "react";
import { getPathname } from "#i18n/routing.ts";
import { titleOfForm } from "#app/[locale]/_every-page/title-of-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { NextSteps, PrepareList, AwayOrLeaveRefused, UnknownNumber } from "#components/queue/follow-page-parts.tsx";
import { FollowLive } from "#components/queue/follow-live.tsx";
import { SmsOfNumber } from "#components/queue/sms-of-number.tsx";
import { LeaveForm } from "#components/queue/leave-form.tsx";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { clock, freshId } from "#lib/server/clock.ts";
import { readOrganisation, readOrganisationOf } from "#lib/server/place/read-organisation.ts";
import { followVisit, type FollowedVisit } from "#lib/server/queue/follow-visit.ts";
import { sendsOf } from "#lib/message/channel.ts";
import { channelsSetUp } from "#lib/server/message/channels-set-up.ts";
import { readSmsOfNumber } from "#lib/server/queue/phone-of-number.ts";
import { SMS_REFUSALS, type SmsRefusal } from "#lib/wire/queue/sms-of-number.ts";
import { readBoard } from "#lib/server/queue/read-boards.ts";
import { readNextHalfDay } from "#lib/server/schedule/read-next.ts";
import { ownTexts } from "#lib/schedule/topic.ts";
import { readNamedTopics } from "#lib/server/schedule/read-topics.ts";
import { holderOf, openTyped } from "#lib/server/typed-form.ts";
import { unsealKey } from "#lib/server/idempotency.ts";
import { isoInZone } from "#lib/time/zone.ts";
import { followToWire } from "#lib/wire/queue/board.ts";
import type { FollowLabels } from "#components/queue/follow-content.ts";
import { pluralForms } from "#components/queue/browser-text.ts";
import { pictureName } from "#lib/queue/line/visit.ts";
import type { Instant } from "#lib/time/instant.ts";
import { sayHour } from "#lib/time/say.ts";

type Props = {
  params: Promise<{ secret: string }>;
  searchParams: Promise<{
    refus?: string | string[];
    pour?: string | string[];
    envoi?: string | string[];
    sms?: string | string[];
    saisie?: string | string[];
  }>;
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
  const [{ secret }, { refus, pour, envoi, sms: smsAfter, saisie }, locale] = await Promise.all([
    params,
    searchParams,
    getLocale(),
  ]);
  const followed = await visitOf(secret);
  if (!followed)
    return (
      <SiteFrame organisation={await readOrganisation()}>
        <UnknownNumber />
      </SiteFrame>
    );
  const [organisation, labels, slip, board, things, next, sms] = await Promise.all([
    readOrganisationOf(followed.organisation, {
      path: `/suivi/${secret}`,
      timeZone: followed.permanence.timeZone,
    }),
    followLabels(followed),
    getTranslations("slip"),
    readBoard(followed.permanence.id),
    thingsToPrepare(followed),
    readNextHalfDay({ placeId: followed.place.id, except: followed.permanence.id }),
    readSmsOfNumber(followed.visit),
  ]);
  const { turn } = labels;
  const first = {
    follow: followToWire(followed.follow, followed.permanence.timeZone),
    alive: followed.alive,
    message: board?.message,
    suspended: board?.suspended ?? false,
    withTeam: followed.withTeam,
    asOf: isoInZone(followed.asOf, followed.permanence.timeZone),
    version: followed.version,
  };
  const parts = {
    prepare: <PrepareList title={turn.prepare.title} things={things} missing={turn.prepare.missing} />,
    paper: <PaperLink href={`/suivi/${secret}/papier`} labels={slip("print")} />,
    leave: <LeaveForm action={getPathname({ href: `/suivi/${secret}/partir`, locale })} labels={turn.leave} />,
    sms: sms && (
      <SmsOfNumber
        sms={sms}
        sends={sendsOf(channelsSetUp())}
        action={getPathname({ href: `/suivi/${secret}/sms`, locale })}
        typed={openTyped(singleValue(saisie), clock.now(), holderOf(secret))?.fields["phone"]}
        after={smsAfter === "fait" ? "done" : pour === "sms" ? smsRefusal(singleValue(refus)) : undefined}
      />
    ),
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

/** Why « Me prévenir par SMS » was refused, as the address of the page says it. */
const smsRefusal = (said: string | undefined): SmsRefusal | undefined =>
  SMS_REFUSALS.find((refusal) => refusal === said);

/** What to get ready: by the procedure if known, otherwise what every procedure needs. */
async function thingsToPrepare({ permanence, topic }: FollowedVisit): Promise<readonly string[]> {
  const [t, bring, locale] = await Promise.all([
    getTranslations("turn.prepare"),
    getTranslations("bring"),
    getLocale(),
  ]);
  const [known] = topic === undefined ? [] : await readNamedTopics(permanence.id, [topic]);
  const things = known && (ownTexts(known, locale)?.bring ?? known.bring.map((key) => bring(key)));
  return things !== undefined && things.length > 0 ? things : [t("phone"), t("email"), t("paper")];
}

/** For people who help at a desk or beside the door; hidden on phones, which already show the number. */
const PaperLink = ({ href, labels }: { href: string; labels: string }) => (
  <p className="text-center max-sm:hidden">
    <PageLink href={href} className="inline-flex min-h-target items-center">
      {labels}
    </PageLink>
  </p>
);

/** Shown where no script runs. */
const WithoutScript = ({ noScript, reload }: { noScript: string; reload: string }) => (
  <noscript>
    <p className="mb-2">{noScript}</p>
    {/* The address without its query: an earlier refusal no longer applies. */}
    <a href="?" className={buttonClass()}>
      {reload}
    </a>
  </noscript>
);

/** The labels that are sent with the page of one number. */
export async function followLabels({ follow, permanence }: FollowedVisit): Promise<FollowLabels> {
  const [locale, messages, t, rules, refusals, pictures] = await Promise.all([
    getLocale(),
    getMessages(),
    getTranslations("turn"),
    getTranslations("rules"),
    getTranslations("refusals"),
    getTranslations("pictures"),
  ]);
  const hour = (moment: Instant): string => sayHour(moment, permanence.timeZone, locale);
  return {
    locale,
    turn: messages["turn"] as FollowLabels["turn"],
    letPast: rules("letPast"),
    cameBack: rules("cameBack"),
    withoutNetwork: rules("withoutNetwork"),
    noNetwork: rules("noNetwork"),
    suspended: refusals("lineSuspended"),
    picture: pictures(pictureName(follow.picture)),
    people: pluralForms(locale, (count) => t("people", { count })),
    withTeam: pluralForms(locale, (count) => t("withTeam", { count })),
    start: { at: permanence.span.start, hour: hour(permanence.span.start) },
    closing: hour(permanence.span.end),
  };
}
