import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { cache } from "react";
import { getPathname } from "#i18n/navigation.ts";
import { one } from "#app/[locale]/search-params.ts";
import { AfterTurn, PrepareList, TurnRefusal, UnknownLink } from "#components/queue/follow-page-parts.tsx";
import { FollowLive } from "#components/queue/follow-live.tsx";
import { LeaveForm } from "#components/queue/leave-form.tsx";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { clock } from "#lib/server/clock.ts";
import { freshId } from "#lib/server/fresh-id.ts";
import { readOperator } from "#lib/server/place/read-operator.ts";
import { followVisit, type FollowedVisit } from "#lib/server/queue/follow-visit.ts";
import { readBoard } from "#lib/server/queue/read-boards.ts";
import { readTopics } from "#lib/server/schedule/read-topics.ts";
import { openKey } from "#lib/server/unsure-key.ts";
import { isoInZone } from "#lib/time/zone.ts";
import { followToWire } from "#lib/wire/board.ts";
import { followedWords } from "./followed-words.ts";

export const dynamic = "force-dynamic";

type Given = {
  params: Promise<{ secret: string }>;
  searchParams: Promise<{ refus?: string | string[]; pour?: string | string[]; envoi?: string | string[] }>;
};

/** Read once for the title and the page. */
const visitOf = cache(followVisit);

export async function generateMetadata({ params }: Given): Promise<Metadata> {
  const followed = await visitOf((await params).secret);
  return { title: titleOf(followed, await getTranslations("turn")), robots: { index: false } };
}

/** In the list of tabs, and the first thing a screen reader says: a call before all. */
function titleOf(followed: FollowedVisit | undefined, t: Awaited<ReturnType<typeof getTranslations<"turn">>>): string {
  if (!followed) return t("unknownLink.title");
  const { number, state, desk } = followed.follow;
  return state === "called" && desk !== undefined ? t("called.say", { number, desk }) : t("pageTitle", { number });
}

export default async function MyTurnPage({ params, searchParams }: Given) {
  const [{ secret }, { refus, pour, envoi }, operator, locale] = await Promise.all([
    params,
    searchParams,
    readOperator(),
    getLocale(),
  ]);
  const followed = await visitOf(secret);
  if (!followed)
    return (
      <SiteFrame operator={operator}>
        <UnknownLink />
      </SiteFrame>
    );
  const [words, slip, board, things] = await Promise.all([
    followedWords(followed),
    getTranslations("slip"),
    readBoard(followed.permanence.id),
    thingsToPrepare(followed.topic),
  ]);
  const { turn } = words;
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
    paper: <PaperLink href={`/suivi/${secret}/papier`} words={slip("print")} />,
    leave: <LeaveForm action={getPathname({ href: `/suivi/${secret}/partir`, locale })} words={turn.leave} />,
    away: {
      action: getPathname({ href: `/suivi/${secret}/absence`, locale }),
      idempotencyKey: openKey(one(envoi), clock.now()) ?? freshId(),
    },
    after: <AfterTurn words={turn} />,
  };
  return (
    <SiteFrame name={followed.place.name} operator={operator} wide>
      {refus !== undefined && (
        <TurnRefusal refusal={one(refus)} wanted={pour === "absence" ? "away" : "leave"} follow={followed.follow} />
      )}
      <FollowLive
        permanence={followed.permanence.id}
        first={first}
        words={words}
        parts={parts}
        withoutScript={<WithoutScript noScript={turn.noScript} reload={turn.reload} />}
      />
    </SiteFrame>
  );
}

/** What to get ready: by the procedure when it is known, else what every procedure needs. */
async function thingsToPrepare(topic: string | undefined): Promise<readonly string[]> {
  const [t, bring] = await Promise.all([getTranslations("turn.prepare"), getTranslations("bring")]);
  const [known] = topic === undefined ? [] : await readTopics([topic]);
  return known && known.bring.length > 0 ? known.bring.map((key) => bring(key)) : [t("phone"), t("email"), t("paper")];
}

/** For who helps her at a desk or beside the door; on her own phone the number is there already. */
const PaperLink = ({ href, words }: { href: string; words: string }) => (
  <p className="text-center max-sm:hidden">
    <PageLink href={href} className="inline-flex min-h-target items-center">
      {words}
    </PageLink>
  </p>
);

/** Shown where there is no script. */
const WithoutScript = ({ noScript, reload }: { noScript: string; reload: string }) => (
  <noscript>
    <p className="mb-2">{noScript}</p>
    {/* Without what the address says after « ? »: an earlier refusal is over. */}
    <a href="?" className={buttonClass()}>
      {reload}
    </a>
  </noscript>
);
