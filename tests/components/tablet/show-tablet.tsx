import "@testing-library/jest-dom";
import { jest } from "@jest/globals";
import { act, fireEvent, render, screen, within } from "@testing-library/react";
import { NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";
import { memoryOutbox, type Outbox } from "#components/tablet/device/outbox.ts";
import type { TabletSite } from "#components/tablet/tablet-context.ts";
import { Tablet } from "#components/tablet/tablet.tsx";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { NOTHING_LEARNED } from "#lib/queue/wait/learn-pace.ts";
import { instant } from "#lib/time/instant.ts";
import { ar, en, fr as messages, tr } from "#tests/support/catalogues.ts";
import { FakeEventSource } from "#tests/components/queue/fake-event-source.ts";
import { FakeServer } from "./fake-server.ts";
import { at, ME, ZONE } from "./morning.ts";

const site: TabletSite = {
  permanence: "01990000-0000-7000-8000-00000000aaaa",
  place: "Neuhof",
  zone: ZONE,
  day: "lundi 7 septembre",
  me: ME,
  plannedDesk: 2,
  doorAddress: "http://localhost:3000/porte/neuhof/secret",
  topics: [
    { key: "caf-prime-activite", themes: ["social_sante", "aide_aux_demarches_administratives"] },
    { key: "impots", themes: ["argent_impots"] },
    { key: "autre", themes: [] },
  ],
  topicMinutes: { "caf-prime-activite": 45 },
  usualMinutes: 20,
  learned: NOTHING_LEARNED,
  why: { fr: messages.why, ar: ar.why, tr: tr.why, en: en.why },
  signIn: "/connexion?retour=x",
  home: "/conseiller",
  arranges: false,
  sends: "nothing",
  build: "this",
  toTell: "/conseiller/permanences/01990000-0000-7000-8000-00000000aaaa/a-prevenir",
  sheet: "/permanences/p/feuille",
  summary: "/conseiller/permanences/p/bilan",
  help: {
    page: "/conseiller/permanences/01990000-0000-7000-8000-00000000aaaa/aide",
    mails: true,
    phone: "+33388436000",
  },
  leave: "/connexion/quitter",
  practice: "/conseiller/entrainement",
};

const OWN = {
  openForColleague: "/conseiller/permanences/01990000-0000-7000-8000-00000000aaaa/tablette",
  reception: "/accueil",
  reports: "/conseiller/comptes-rendus",
};

/** What differs on the shared tablet of a place. */
const SHARED = {
  shared: true,
  home: "/tablette?lieu=neuhof",
  signIn: "/tablette?lieu=neuhof",
  leave: "/connexion/quitter?lieu=neuhof",
} as const;

/** For beforeEach: fake timers from that time on, empty storages, and a tablet in landscape. */
export function atTime(time: string): void {
  jest.useFakeTimers({ now: at(time) });
  onScreen(1180);
  FakeEventSource.install();
  localStorage.clear();
  sessionStorage.clear();
  // jsdom lacks popovers, and knows an open dialog by this attribute.
  HTMLDialogElement.prototype.showPopover = function showPopover() {
    this.open = true;
  };
  HTMLDialogElement.prototype.hidePopover = function hidePopover() {
    this.open = false;
  };
}

/** A window of that many CSS pixels (jsdom has no media queries). */
export function onScreen(width: number): void {
  window.matchMedia = (query: string) => {
    const [, least] = /^\(width >= (\d+)rem\)$/u.exec(query) ?? [];
    if (least === undefined) throw new Error(`No test knows the media query ${query}.`);
    return Object.assign(new EventTarget(), { matches: width >= Number(least) * 16 }) as MediaQueryList;
  };
}

/** The tablet with this line, in French. */
export const tabletOf = (state: LineState, of: TabletSite = site, kept: Outbox = memoryOutbox()): ReactNode => (
  <NextIntlClientProvider locale="fr" messages={messages}>
    <Tablet initial={state} serverTime={instant(jest.now())} site={of} device={{ openOutbox: async () => kept }} />
  </NextIntlClientProvider>
);

/**
 * Renders the tablet with this line; `kept`: an outbox that survived a reload; `arranges`: of reception or
 * coordination; `shared`: the shared tablet of a place.
 */
export async function showTablet(
  state: LineState,
  {
    server = new FakeServer(state),
    kept = memoryOutbox(),
    arranges = false,
    shared = false,
    ahead,
    answersAtFirst,
    help = site.help,
    sends = site.sends,
    plannedDesk = 2,
  }: {
    server?: FakeServer;
    kept?: Outbox;
    arranges?: boolean;
    shared?: boolean;
    ahead?: TabletSite["ahead"];
    answersAtFirst?: TabletSite["answersAtFirst"];
    help?: TabletSite["help"];
    sends?: TabletSite["sends"];
    plannedDesk?: number;
  } = {},
) {
  const of = {
    ...site,
    help,
    sends,
    arranges,
    plannedDesk,
    ...(shared ? SHARED : OWN),
    ...(ahead && { ahead }),
    ...(answersAtFirst && { answersAtFirst }),
  };
  const shown = render(tabletOf(state, of, kept));
  await passes(0);
  return { server, kept, shown: within(shown.container), leave: shown.unmount };
}

/** Lets that many seconds pass with all their events. Throws what the fake server complained about. */
export async function passes(seconds: number): Promise<void> {
  await act(async () => void (await jest.advanceTimersByTimeAsync(seconds * 1_000)));
  if (FakeServer.complaint !== undefined) throw new Error(FakeServer.complaint);
}

/**
 * That many minutes later. Only the last ten seconds are played, with what the tablet does in each: to draw a second
 * takes a thousand times as long as to skip it. Time is skipped as for a device that slept.
 */
export async function later(minutes: number): Promise<void> {
  jest.setSystemTime(jest.now() + (minutes * 60 - 10) * 1_000);
  await passes(10);
}

export const button = (name: string | RegExp): HTMLButtonElement => screen.getByRole("button", { name });

/**
 * Presses Enter on the focused button once the double-tap guard lets it act; as a browser does, without a focus when it
 * is gone.
 */
export async function pressByKeyboard(name: string | RegExp): Promise<void> {
  await passes(1);
  button(name).focus();
  fireEvent.click(button(name));
  await passes(0);
}

/**
 * What the list of what is to be checked says, by entry: it is opened and put aside again. Empty without its button.
 */
export async function listed(): Promise<readonly string[]> {
  if (screen.queryByRole("button", { name: TO_CHECK }) === null) return [];
  await tap(TO_CHECK);
  const entries = within(screen.getByRole("dialog", { name: "À vérifier" })).getAllByRole("listitem");
  const said = entries.map((entry) =>
    within(entry)
      .getAllByRole("definition")
      .map(({ textContent }) => textContent)
      .join(" | "),
  );
  await tap("Plus tard");
  return said;
}

const TO_CHECK = /choses? à vérifier$/u;

/** Taps the button once the double-tap guard lets it act, and waits for the answer. */
export async function tap(name: string | RegExp): Promise<void> {
  await passes(1);
  fireEvent.click(button(name));
  await passes(0);
}
