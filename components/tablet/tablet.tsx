"use client";
import { useEffect, useReducer, useRef, useState, type ReactNode } from "react";
import { isOver, type LineState } from "#lib/queue/line/line-state.ts";
import type { Instant } from "#lib/time/instant.ts";
import { PreloadedDrawings } from "../ui/preloaded-drawings.tsx";
import { CONTENT, SkipLink } from "../ui/skip-link.tsx";
import { ActStatus } from "./act-status.tsx";
import { BeforeNumbers } from "./door/before-numbers.tsx";
import { ChooseDesk } from "./desk/choose-desk.tsx";
import { connectionOf, isOffline, isOutOfReach } from "./device/connection.ts";
import { newId } from "./device/ids.ts";
import { useLine, type Device } from "./device/use-line.ts";
import { useNow } from "./device/use-now.ts";
import { CountsDialogs } from "./dialogs-closed.tsx";
import { DoorNumbers } from "./door/door-numbers.tsx";
import { EndBanner, FreedBanner, MessageBanner, NetworkBanner, SuspendedBanner } from "./banners.tsx";
import { FollowingProvider } from "./following.tsx";
import { useHeldMark } from "./held-mark.ts";
import { holderOf, type TabletPage } from "./offline/half-day-copy.ts";
import { Upkeep } from "./offline/upkeep.tsx";
import { useKeptLine } from "./offline/use-kept-line.ts";
import { isOfBrowser, OF_SERVER } from "./of-server.ts";
import { OnBreak } from "./desk/on-break.tsx";
import { ReportsLink } from "./desk/reports-link.tsx";
import { Running } from "./running.tsx";
import { ActButton } from "./act-button.tsx";
import { ActNotices } from "./act-notices.tsx";
import { useDisabled } from "./use-disabled.ts";
import { stillExpected } from "#lib/queue/acts/close.ts";
import { reopenableUntil } from "#lib/queue/acts/reopen.ts";
import { stateHeading, useFocusAfterAct } from "./state-heading.ts";
import { type Screen, useScreen, type ScreenMoves } from "./screen.ts";
import {
  ActsProvider,
  SiteProvider,
  TabletProvider,
  type PracticeParts,
  type TabletActs,
  type TabletSite,
  useTablet,
} from "./tablet-context.ts";
import { TopBar } from "./top-bar.tsx";
import { useLocale, useTranslations } from "next-intl";
import { sayClockTime } from "#lib/time/say.ts";
import { buttonClass } from "#components/ui/button.tsx";

/**
 * The conseiller's tablet for one permanence. `serverTime`: when `initial` was read. `device` replaces parts in tests. `page`: what is
 * kept on the device, so that the tablet opens without network; `unreachableSince`: it was opened so, and the server has not answered since. `practice`: of a pretend half-day.
 */
export function Tablet({
  initial,
  serverTime,
  site,
  mark,
  device,
  page,
  unreachableSince,
  practice,
}: {
  initial: LineState;
  serverTime: Instant;
  site: TabletSite;
  mark?: ReactNode;
  device?: Device;
  page?: TabletPage;
  unreachableSince?: Instant;
  practice?: PracticeParts;
}) {
  const onConfirmed = useKeptLine(page, initial, unreachableSince === undefined ? serverTime : undefined);
  const { clock, exchanges, ...line } = useLine({
    initial,
    serverTime,
    zone: site.zone,
    me: site.me,
    holder: page && holderOf(site),
    build: site.build,
    device,
    onConfirmed,
    unreachableSince,
  });
  const now = useNow(clock, serverTime);
  const connection = connectionOf(
    exchanges,
    line.waiting.map(({ at }) => at),
    now,
  );
  const [actsDone, noteActDone] = useReducer((times: number) => times + 1, 0);
  const [acts] = useState<TabletActs>(() => ({
    act: (...requested) => {
      noteActDone();
      line.act(...requested);
    },
    newId: () => newId(clock.now()),
  }));
  const root = useRef<HTMLDivElement>(null);
  useFocusAfterAct(root);
  useHeldMark();
  // After the effects of every button.
  useEffect(() => isOfBrowser(root.current), []);
  const [screen, go] = useScreen(line.state, site.me);
  const expected = useExpectedAtEnd(line.state);
  return (
    <SiteProvider value={site}>
      <ActsProvider value={acts}>
        <TabletProvider
          value={{
            ...line,
            ...acts,
            actsDone,
            site,
            now,
            connection,
            offline: isOffline(connection),
            outOfReach: isOutOfReach(connection),
            practice,
          }}
        >
          <CountsDialogs>
            <FollowingProvider>
              <div ref={root} {...OF_SERVER} className="flex min-h-dvh flex-col md:h-dvh">
                <SkipLink />
                <PreloadedDrawings icons={false} />
                {page && <Upkeep />}
                {practice?.strip}
                <TopBar mark={mark} desk={screen.show === "running" ? screen.desk : undefined} />
                <NetworkBanner />
                <FreedBanner />
                <SuspendedBanner />
                <EndBanner />
                <MessageBanner />
                <main
                  {...(screen.show !== "running" && { id: CONTENT, tabIndex: -1 })}
                  className="flex min-h-0 flex-1 flex-col focus:outline-none"
                >
                  <ActStatus />
                  {shown(screen, go, expected)}
                </main>
              </div>
            </FollowingProvider>
          </CountsDialogs>
        </TabletProvider>
      </ActsProvider>
    </SiteProvider>
  );
}

/** The booked people who had not arrived when the half-day ended: whose appointment was cancelled by its close, the line holds no more. */
function useExpectedAtEnd(state: LineState): LineState["expected"] {
  const [expected, keep] = useState(state.expected);
  if (expected !== state.expected && !isOver(state)) keep(state.expected);
  return expected;
}

function shown(screen: Screen, go: ScreenMoves, expected: LineState["expected"]): ReactNode {
  switch (screen.show) {
    case "over":
      return <Over expected={expected} />;
    case "before-numbers":
      return <BeforeNumbers />;
    case "door":
      return <DoorNumbers toDesks={go.toDesks} />;
    case "choose-desk":
      return <ChooseDesk toDoor={go.toDoor} />;
    case "break":
      return <OnBreak desk={screen.desk} />;
    case "running":
      return <Running desk={screen.desk} />;
  }
}

/**
 * The half-day is closed or cancelled, or ended automatically: nothing to do here, unless it was closed by mistake. Whom to
 * tell is known once the close was sent. `expected`: who had not arrived when it ended.
 */
function Over({ expected }: { expected: LineState["expected"] }) {
  const t = useTranslations("tablet.over");
  const locale = useLocale();
  const shared = useTranslations("tablet.shared");
  const { site, state, now, act, practice, outOfReach } = useTablet();
  const networkActProps = useDisabled("server");
  const until = reopenableUntil(state);
  return (
    <div className="grid flex-1 place-content-center justify-items-center gap-6 p-6 text-center">
      <h1 {...stateHeading}>{t("title")}</h1>
      {state.endedAutomaticallyAt !== undefined && (
        <div className="text-lg">
          <p>{t("automatic", { hour: sayClockTime(state.endedAutomaticallyAt, site.zone, locale) })}</p>
          <p>{t("counted")}</p>
        </div>
      )}
      {site.shared && (
        <div className="text-lg">
          <p>{shared("ended")}</p>
          {stillExpected({ ...state, expected }, state.closedAt ?? now).length > 0 && <p>{shared("toTell")}</p>}
          {state.visits.some((visit) => visit.state === "done") && <p>{shared("reports")}</p>}
        </div>
      )}
      <PagesOfHalfDay />
      {!practice && (
        <a href={site.home} className={buttonClass("ghost")}>
          {site.shared ? shared("again") : t("back")}
        </a>
      )}
      {!site.shared && until !== undefined && now <= until && (
        <div className="grid gap-3">
          <p>{t("reopenUntil", { hour: sayClockTime(until, site.zone, locale) })}</p>
          <ActButton look="quiet" {...networkActProps} actKey="reopen" onAct={() => act({ type: "reopen" })}>
            {t("reopen")}
          </ActButton>
          {outOfReach && <p className="text-soft">{t("reopenLater")}</p>}
        </div>
      )}
      <ActNotices />
    </div>
  );
}

/**
 * The ways to the summary, to whom to tell and to the reports, once the server has what was done here. While it does not answer these pages do not open: a sentence says when they will.
 * Not on a shared tablet nor in practice.
 */
function PagesOfHalfDay() {
  const t = useTranslations("tablet.over");
  const bar = useTranslations("tablet.bar");
  const { site, waiting, practice, outOfReach } = useTablet();
  const hasPages = !site.shared && !practice;
  if (waiting.length > 0) return <p role="status">{hasPages && outOfReach ? t("summaryLater") : bar("sending")}</p>;
  if (!hasPages) return null;
  if (outOfReach) return <p role="status">{t("summaryWithServer")}</p>;
  return (
    <>
      <a href={site.summary} className={buttonClass()}>
        {t("summary")}
      </a>
      <a href={site.toTell} className={buttonClass("ghost")}>
        {t("toTell")}
      </a>
      <ReportsLink />
    </>
  );
}
