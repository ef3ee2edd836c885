"use client";
import { NextIntlClientProvider, useLocale, useMessages, useTranslations } from "next-intl";
import { useEffect, useState, type ReactNode } from "react";
import { getPathname } from "#i18n/routing.ts";
import { coloursOf, OrganisationMark } from "#components/organisation-mark.tsx";
import { CallLink } from "#components/call-link.tsx";
import { BrandMark } from "#components/brand-mark.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { CONTENT } from "#components/ui/skip-link.tsx";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { SECOND, type Instant } from "#lib/time/instant.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { deviceNow } from "#components/tablet/device/clock.ts";
import { permanencesWithUnsentActs } from "#components/tablet/device/indexeddb-outbox.ts";
import { Practice } from "#components/tablet/practice/practice.tsx";
import { Tablet } from "#components/tablet/tablet.tsx";
import type { TabletSite } from "#components/tablet/tablet-context.ts";
import { isUsable, serverTimeBy, siteOf, type HalfDayCopy } from "./half-day-copy.ts";
import { readKeptHalfDays, type KeptHalfDays } from "./kept-half-days.ts";
import { leaveWithoutNetwork, tellOfLeaving } from "./leave-without-network.ts";

/** What the document without network brings: texts that a tablet needs in every language, and its build. */
export type OfflineParts = Pick<TabletSite, "why"> & { readonly build: string } & Service;

/** The name of the service at this address, and its telephone. */
type Service = { readonly service: string; readonly phone?: string | undefined };

/** What is kept, as it was when the page was opened. */
type KeptAtOpening = KeptHalfDays & { readonly device: number; readonly unsent: boolean };

/**
 * What is shown where the server does not answer, at the address that was asked for: the tablet of a half-day that is
 * kept on this device, the list of those that are, or practice. The worker answers with it (worker.js); the server
 * writes nothing personal into it.
 */
export function OfflinePages(parts: OfflineParts) {
  const [opened, open] = useState<KeptAtOpening>();
  useEffect(() => {
    void Promise.all([readKeptHalfDays(), permanencesWithAnyUnsentActs()]).then(([kept, unsent]) =>
      open({ ...kept, device: deviceNow(), unsent }),
    );
  }, []);
  const home = getPathname({ href: "/conseiller", locale: useLocale() });
  if (!opened) return null;
  if (/\/entrainement$/u.test(location.pathname)) return <Practice why={parts.why} home={home} mark={<BrandMark />} />;
  if (opened.holder === undefined) return <NobodyHere {...opened} service={parts.service} phone={parts.phone} />;
  const usable = opened.copies.filter((copy) => isUsable(copy, opened.holder, opened.device));
  const asked = /\/permanences\/([0-9a-f-]{36})$/u.exec(location.pathname)?.[1];
  if (asked === undefined) return <KeptList copies={usable} service={parts.service} phone={parts.phone} />;
  const copy = usable.find(({ permanence }) => permanence === asked);
  const state = copy?.line;
  if (!copy || !state) return <NotKept service={parts.service} phone={parts.phone} />;
  return (
    <TabletOf
      copy={copy}
      state={state}
      {...parts}
      serverTime={serverTimeBy(copy, opened.device)}
      since={lastAnswer(usable, copy, opened.device)}
    />
  );
}

const permanencesWithAnyUnsentActs = (): Promise<boolean> =>
  permanencesWithUnsentActs().then(
    (found) => found.length > 0,
    () => false,
  );

/** When the server last answered this device, if that was today's work; else now. */
function lastAnswer(copies: readonly HalfDayCopy[], copy: HalfDayCopy, device: number): Instant {
  const newest = copies.reduce((last, { readAt }) => (readAt > last ? readAt : last), copy.readAt);
  const now = serverTimeBy(copy, device);
  return now - newest < SHOWN_SINCE && newest <= now ? newest : now;
}

/** Milliseconds: an hour that is said without its day. */
const SHOWN_SINCE = 8 * 60 * 60 * SECOND;

function TabletOf({
  copy,
  state,
  serverTime,
  since,
  why,
  build,
}: OfflineParts & {
  readonly copy: HalfDayCopy;
  readonly state: LineState;
  readonly serverTime: Instant;
  readonly since: Instant;
}) {
  const { page } = copy;
  const locale = useLocale();
  const [site] = useState(() => siteOf(copy, serverTime, locale));
  const [kept] = useState(() => ({ ...page, site }));
  const messages = useMessages();
  const topics = { ...(messages["topics"] as Readonly<Record<string, string>>), ...page.topics };
  return (
    <NextIntlClientProvider locale={locale} messages={{ ...messages, topics }}>
      <div className="contents" style={coloursOf(page.organisation)}>
        <Tablet
          initial={state}
          serverTime={serverTime}
          unreachableSince={since}
          mark={<OrganisationMark organisation={page.organisation} />}
          page={kept}
          site={{ ...site, why, build }}
        />
      </div>
    </NextIntlClientProvider>
  );
}

/** The half-days that are kept, today's first, one tap each. */
function KeptList({ copies, service, phone }: Service & { readonly copies: readonly HalfDayCopy[] }) {
  const t = useTranslations("tablet.offline");
  const list = useTranslations("tablet.list");
  const site = useTranslations("site");
  const locale = useLocale();
  useReload();
  const at = (href: string): string => getPathname({ href, locale });
  const sorted = copies.toSorted((a, b) => a.span.start - b.span.start);
  return (
    <Frame service={service}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1>{list("title")}</h1>
        <Button look="quiet" onClick={() => void leaveWithoutNetwork(at("/connexion/quitter"), at("/conseiller"))}>
          {site("signOut")}
        </Button>
      </div>
      <Notice tone="warn">{sorted.length > 0 ? t("list") : t("nothingKept")}</Notice>
      {sorted.length === 0 && <ByHand phone={phone} />}
      {sorted.map(({ permanence, page, span, zone }) => (
        <a
          key={permanence}
          href={at(`/conseiller/permanences/${permanence}`)}
          className={`${buttonClass("quiet")} justify-start!`}
        >
          <span className="grid text-start">
            <FrenchText text={page.site.place} />
            <span className="font-normal">
              {list("at", {
                day: sayDay(page.localDate, locale),
                from: sayHour(span.start, zone, locale),
                to: sayHour(span.end, zone, locale),
              })}
            </span>
            {page.site.plannedDesk !== undefined && (
              <span className="font-normal">{list("mine", { desk: page.site.plannedDesk })}</span>
            )}
          </span>
        </a>
      ))}
    </Frame>
  );
}

/** How to go on where nothing is kept: the line on paper, and the telephone of the service. */
function ByHand({ phone }: Pick<Service, "phone">) {
  const t = useTranslations("tablet.offline");
  return (
    <div className="grid justify-items-start gap-3">
      <p>{t("onPaper")}</p>
      {phone !== undefined && <CallLink phone={phone} />}
    </div>
  );
}

function NotKept({ service, phone }: Service) {
  const t = useTranslations("tablet.offline");
  const list = useTranslations("tablet.list");
  useReload();
  return (
    <Frame service={service}>
      <h1>{t("notKept")}</h1>
      <p>{t("notKeptWhat")}</p>
      <ByHand phone={phone} />
      <p>
        <a href={getPathname({ href: "/conseiller", locale: useLocale() })} className={buttonClass("quiet")}>
          {list("title")}
        </a>
      </p>
    </Frame>
  );
}

/**
 * Nobody is signed in here, or somebody has signed out without network: then the server is told as soon as it answers.
 */
function NobodyHere({ leaving, unsent, service, phone }: KeptAtOpening & Service) {
  const t = useTranslations("tablet.offline");
  useReload(leaving);
  return (
    <Frame service={service}>
      <h1>{t("nobody")}</h1>
      <p>{t("nobodyWhat")}</p>
      <ByHand phone={phone} />
      {leaving !== undefined && <Notice tone="warn">{t("leaving")}</Notice>}
      {unsent && <Notice>{t("unsent")}</Notice>}
    </Frame>
  );
}

/** Milliseconds between two questions whether the server answers again. */
const ASKED_EVERY = 5 * SECOND;

/** Loads the page anew once the server answers. `leaving`: where a sign-out is posted first. */
function useReload(leaving?: string): void {
  useEffect(() => {
    const ask = async (): Promise<void> => {
      if (await (leaving === undefined ? doesAnswer() : tellOfLeaving())) location.reload();
    };
    const asks = setInterval(() => void ask(), ASKED_EVERY);
    return () => clearInterval(asks);
  }, [leaving]);
}

const doesAnswer = (): Promise<boolean> =>
  fetch("/travailleur.js", { cache: "no-store" }).then(
    ({ ok }) => ok,
    () => false,
  );

const Frame = ({ service, children }: Service & { readonly children: ReactNode }) => (
  <>
    <header className="border-b-2 border-hair">
      <div className="mx-auto flex max-w-5xl items-center gap-3 px-4 py-3 font-bold">
        <BrandMark />
        {service}
      </div>
    </header>
    <main id={CONTENT} tabIndex={-1} className="mx-auto w-full max-w-5xl px-4 py-5 focus:outline-none">
      <div className="grid gap-6 lg:max-w-3xl">{children}</div>
    </main>
  </>
);
