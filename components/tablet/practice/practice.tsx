"use client";
import { useLocale, useTranslations } from "next-intl";
import { useReducer, useState, useSyncExternalStore, type ReactNode } from "react";
import { PRACTICE_DESK, PRACTICE_ME, PRACTICE_PERMANENCE } from "#lib/queue/practice/practice-half-day.ts";
import { NOTHING_LEARNED } from "#lib/queue/wait/learn-pace.ts";
import { sayDay } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { isUuid } from "#lib/uuid.ts";
import { Tablet } from "#components/tablet/tablet.tsx";
import type { TabletSite } from "#components/tablet/tablet-context.ts";
import { practiceDevice } from "./practice-device.ts";
import { PracticeMark, PracticeStrip } from "./practice-strip.tsx";

/** Some of the standard topics, with their minutes and themes (data/topics.json). */
const TOPICS = [
  { key: "caf-logement", minutes: 45, themes: ["aide_aux_demarches_administratives", "logement"] },
  { key: "caf-prime-activite", minutes: 45, themes: ["aide_aux_demarches_administratives", "social_sante"] },
  { key: "ameli-compte", minutes: 30, themes: ["aide_aux_demarches_administratives", "social_sante"] },
  { key: "autre", minutes: 20, themes: [] },
] as const;

const USUAL_MINUTES = 20;

type Props = {
  readonly why: TabletSite["why"];
  /** The address of the list of half-days, or on a shared tablet of where it is opened. */
  readonly home: string;
  readonly mark?: ReactNode;
};

/**
 * A pretend half-day on the tablet as it is, for whoever learns (docs/without-network.md#practice). It needs script and
 * nothing of the server. Whoever came from the tablet of a half-day (`?permanence=`) goes back there.
 */
export function Practice(props: Props) {
  const t = useTranslations("practice");
  const [round, restart] = useReducer((rounds: number) => rounds + 1, 0);
  const isInBrowser = useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  );
  if (isInBrowser) return <Round key={round} {...props} onRestart={restart} />;
  return (
    <main className="grid gap-4 p-4">
      <PracticeMark />
      <h1>{t("title")}</h1>
    </main>
  );
}

/** One pretend half-day, from its beginning to « Recommencer ». */
function Round({ why, home, mark, onRestart }: Props & { readonly onRestart: () => void }) {
  const t = useTranslations("practice");
  const locale = useLocale();
  const [practised] = useState(practiceDevice);
  const { initial, begunAt, zone, device } = practised;
  const back = backTo(home);
  const site: TabletSite = {
    permanence: PRACTICE_PERMANENCE,
    place: t("place"),
    zone,
    day: sayDay(localDateOf(begunAt, zone), locale),
    me: PRACTICE_ME,
    plannedDesk: PRACTICE_DESK,
    topics: TOPICS,
    topicMinutes: Object.fromEntries(TOPICS.map(({ key, minutes }) => [key, minutes])),
    usualMinutes: USUAL_MINUTES,
    learned: NOTHING_LEARNED,
    why,
    sends: "nothing",
    arranges: false,
    // Nothing of these is led to from practice.
    doorAddress: back,
    signIn: back,
    home: back,
    toTell: back,
    sheet: back,
    summary: back,
    leave: back,
    help: { page: back, mails: false },
  };
  return (
    <Tablet
      initial={initial}
      serverTime={begunAt}
      site={site}
      device={device}
      mark={mark}
      practice={{
        strip: <PracticeStrip device={practised} back={back} onRestart={onRestart} />,
        mark: <PracticeMark />,
      }}
    />
  );
}

/** The tablet from which practice was opened, by the address of the page, or else `home`. */
function backTo(home: string): string {
  const permanence = new URLSearchParams(location.search).get("permanence");
  const list = location.pathname.replace(/\/entrainement$/u, "");
  return permanence !== null && isUuid(permanence) ? `${list}/permanences/${permanence}` : home;
}
