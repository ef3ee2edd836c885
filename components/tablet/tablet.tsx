"use client";
import { useEffect, useReducer, useRef, useState, type ReactNode, useSyncExternalStore } from "react";
import { isOver, type LineState, deskOf, occupantOf } from "#lib/queue/line/line-state.ts";
import { type Instant, MINUTE, SECOND } from "#lib/time/instant.ts";
import { PreloadedDrawings } from "#components/ui/preloaded-drawings.tsx";
import { CONTENT, SkipLink } from "#components/ui/skip-link.tsx";
import { ActStatus } from "./act-status.tsx";
import { BeforeNumbers } from "./door/before-numbers.tsx";
import { ChooseDesk } from "./desk/choose-desk.tsx";
import { connectionOf, isOffline, isOutOfReach } from "./device/connection.ts";
import { newId, deviceId } from "./device/ids.ts";
import { useNow } from "./device/use-now.ts";
import { CountsDialogs } from "./dialogs-closed.tsx";
import { DoorNumbers } from "./door/door-numbers.tsx";
import { BurstBanner, EndBanner, FreedBanner, MessageBanner, NetworkBanner, SuspendedBanner } from "./banners.tsx";
import { DeferredProvider } from "./deferred.tsx";
import { useLongPressMark } from "./long-press-mark.ts";
import { holderOf, type TabletPage } from "./offline/half-day-copy.ts";
import { useKeptLine } from "./offline/use-kept-line.ts";
import { markBrowserRendered, SERVER_RENDERED } from "./server-rendered.ts";
import { OnBreak } from "./desk/on-break.tsx";
import { ReportsLink } from "./desk/reports-link.tsx";
import { MainScreen } from "./main-screen.tsx";
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
import { watchTaps } from "./device/between-taps.ts";
import { thisBrowser, type Browser } from "./device/browser.ts";
import { startClock, type TabletClock } from "./device/clock.ts";
import { tabletSigner } from "./device/act-keys.ts";
import { openOutbox, everythingUnsent } from "./device/indexeddb-outbox.ts";
import { lineServer, tellKey, type LineServer } from "./device/line-server.ts";
import { lineStore, type LineOnScreen, type LineStore, type Parts } from "./device/line-store.ts";
import type { Outbox } from "./device/outbox.ts";
import { getPathname } from "#i18n/routing.ts";
import { heldOfOthers, tellHeld } from "./device/colleagues-acts.ts";
import { forgetCopy, forgetHolder } from "./offline/kept-half-days.ts";
import { refreshCopies } from "./offline/refresh-copies.ts";
import { startWorker, takeNewBuild } from "./offline/worker-of-page.ts";

/**
 * The conseiller's tablet for one permanence. `serverTime`: when `initial` was read. `device` replaces parts in tests.
 * `page`: what is kept on the device, so that the tablet opens without network; `unreachableSince`: it was opened so,
 * and the server has not answered since. `practice`: of a pretend half-day.
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
  useLongPressMark();
  // After the effects of every button.
  useEffect(() => markBrowserRendered(root.current), []);
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
            <DeferredProvider>
              <div ref={root} {...SERVER_RENDERED} className="flex min-h-dvh flex-col md:h-dvh">
                <SkipLink />
                <PreloadedDrawings icons={false} />
                {page && <Upkeep />}
                {practice?.strip}
                <TopBar mark={mark} desk={screen.show === "running" ? screen.desk : undefined} />
                <NetworkBanner />
                <FreedBanner />
                <SuspendedBanner />
                <BurstBanner />
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
            </DeferredProvider>
          </CountsDialogs>
        </TabletProvider>
      </ActsProvider>
    </SiteProvider>
  );
}

/**
 * The booked people who had not arrived when the half-day ended: whose appointment was cancelled by its close, the line
 * holds no more.
 */
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
      return <MainScreen desk={screen.desk} />;
  }
}

/**
 * The half-day is closed or cancelled, or ended automatically: nothing to do here, unless it was closed by mistake.
 * Whom to tell is known once the close was sent. `expected`: who had not arrived when it ended.
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
 * The ways to the summary, to whom to tell and to the reports, once the server has what was done here. While it does
 * not answer these pages do not open: a sentence says when they will. Not on a shared tablet nor in practice.
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

/**
 * The parts that practice and tests replace: the storage of unsent commands, the connection to the server, and what is
 * used of the browser.
 */
export type Device = {
  readonly openOutbox?: (permanence: string) => Promise<Outbox>;
  readonly server?: LineServer;
  readonly browser?: Browser;
};

type Props = {
  readonly initial: LineState;
  readonly serverTime: Instant;
  readonly zone: string;
  readonly me: string;
  /** For which login acts are signed on this device; without it they are not. */
  readonly holder?: string | undefined;
  readonly build?: string | undefined;
  readonly device?: Device | undefined;
} & Pick<Parts, "onConfirmed" | "unreachableSince">;

/** The line on this tablet, followed while the component is mounted. */
function useLine({
  initial,
  serverTime,
  zone,
  me,
  holder,
  build,
  device = {},
  ...kept
}: Props): LineOnScreen &
  Pick<LineStore, "act" | "dismissNotice" | "find" | "arrive"> & { readonly clock: TabletClock } {
  const [{ store, clock }] = useState(() => {
    const clock = startClock(serverTime);
    const open = device.openOutbox ?? openOutbox;
    const server = device.server ?? lineServer(initial.permanence, zone, me, build);
    return {
      clock,
      store: lineStore({
        initial,
        clock,
        server,
        me,
        browser: device.browser ?? thisBrowser,
        signer: holder === undefined ? undefined : tabletSigner(holder, tellKey(me, deviceId), clock.now),
        ...kept,
        openOutbox: () => open(initial.permanence),
      }),
    };
  });
  useEffect(() => store.start(), [store]);
  const [subscribe] = useState(() => (changed: () => void) => {
    const taps = watchTaps();
    const unsubscribe = store.subscribe((isOfTap) => (isOfTap ? changed() : taps.run(changed)));
    return () => (unsubscribe(), taps.stop());
  });
  const line = useSyncExternalStore(subscribe, store.get, store.get);
  const { act, dismissNotice, find, arrive } = store;
  return { ...line, act, dismissNotice, find, arrive, clock };
}

/**
 * Milliseconds after which an open tablet reads the other half-days ahead, once its own line stands, and between two
 * such readings.
 */
const READ_AFTER = 3 * SECOND;
const READ_EVERY = 30 * MINUTE;

/**
 * What an open tablet does so that it opens without network: it starts the worker, reads the other half-days of its
 * person ahead, lets a new build of it take over in a quiet moment (nobody called or helped at this desk, every act
 * sent), and wipes the copies as soon as the server says that this login has ended, or may not run this line any more.
 * A shared tablet reads nothing ahead; it tells coordination of acts that it holds and cannot send
 * (docs/without-network.md#acts-of-a-colleague).
 */
function Upkeep() {
  const { connection, state, waiting, site, outOfReach } = useTablet();
  const list = getPathname({ href: "/conseiller", locale: useLocale() });
  const unsent = useRef(0);
  useEffect(() => void (unsent.current = waiting.length), [waiting.length]);
  const desk = deskOf(state, site.me);
  const isQuiet = waiting.length === 0 && (!desk || !occupantOf(state, desk.number));
  useEffect(() => startWorker(list), [list]);
  useEffect(() => {
    if (site.shared) return;
    const read = (): void => void refreshCopies(list, site.me, unsent.current > 0 ? site.permanence : undefined);
    const first = setTimeout(read, READ_AFTER);
    const again = setInterval(read, READ_EVERY);
    return () => (clearTimeout(first), clearInterval(again));
  }, [list, site.shared, site.me, site.permanence]);
  useEffect(() => {
    if (!site.shared || outOfReach) return;
    const tell = (): void =>
      void everythingUnsent().then(
        (stored) => tellHeld(site.me, heldOfOthers(stored, site.me, site.permanence)),
        // A browser that stores nothing holds no acts.
        () => undefined,
      );
    const first = setTimeout(tell, READ_AFTER);
    const again = setInterval(tell, READ_EVERY);
    return () => (clearTimeout(first), clearInterval(again));
  }, [site.shared, site.me, site.permanence, outOfReach]);
  useEffect(() => (isQuiet ? takeNewBuild(list) : undefined), [isQuiet, list]);
  const { state: lost } = connection;
  const holder = holderOf(site);
  useEffect(() => {
    if (lost === "signed-out") void forgetHolder(holder);
    if (lost === "not-allowed") void forgetCopy(site.permanence);
  }, [lost, holder, site.permanence]);
  return null;
}
