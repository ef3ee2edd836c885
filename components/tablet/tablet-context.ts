"use client";
import { createContext, useContext, type ReactNode } from "react";
import type { LineOnScreen, LineStore } from "./device/line-store.ts";
import type { Sends } from "#lib/message/channel.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import type { AnswersOfPage } from "#lib/queue/wait/estimate-wait.ts";
import type { LearnedPace } from "#lib/queue/wait/learn-pace.ts";
import type { Connection } from "./device/connection.ts";
import type { Locale } from "#i18n/routing.ts";
import type { WhyBefore } from "#lib/queue/order/why-before.ts";
import type { Instant } from "#lib/time/instant.ts";

/** What the tablet needs beside the line: the place, the conseiller, and addresses. */
export type TabletSite = {
  readonly permanence: string;
  readonly place: string;
  readonly zone: string;
  /** The date with its weekday, in the reader's language. */
  readonly day: string;
  /** The id of the signed-in conseiller. */
  readonly me: string;
  /** The desk planned for this conseiller. */
  readonly plannedDesk?: number;
  /** The address in the QR code of the door. */
  readonly doorAddress: string;
  /** The topics that are offered, in their order, with the themes of the national report that each counts under. */
  readonly topics: readonly { readonly key: string; readonly themes: readonly string[] }[];
  /** Usual minutes by topic; `usualMinutes` for a visit without a topic. */
  readonly topicMinutes: Readonly<Record<string, number>>;
  readonly usualMinutes: number;
  /** What the place has taught of its waits. */
  readonly learned: LearnedPace;
  /**
   * What those in line read of their turn before the end, when the page was made; absent where the browser makes it.
   */
  readonly answersAtFirst?: AnswersOfPage;
  /**
   * Why somebody passes before somebody else, with placeholders; `next`: nobody does. In every language, since it is
   * said to residents.
   */
  readonly why: Readonly<Record<Locale, Readonly<Record<WhyBefore["because"] | "next", string>>>>;
  /** The address of the sign-in page, from which one returns to this page. */
  readonly signIn: string;
  /** The address of the reception, where an appointment of another half-day is opened; absent on a shared tablet. */
  readonly reception?: string;
  /** The address of the list of reports to write; absent on a shared tablet. */
  readonly reports?: string;
  /** The address of the list of permanences. */
  readonly home: string;
  /** The address of the list of booked people to be told that they are not received. */
  readonly toTell: string;
  /** Where help is asked for, whether a mail leaves then, and the telephone of who coordinates. */
  readonly help: { readonly page: string; readonly mails: boolean; readonly phone?: string };
  /** The address of the blank sheet for when nothing works. */
  readonly sheet: string;
  /** The address of the summary of the half-day. */
  readonly summary: string;
  /** What is sent to residents at all. */
  readonly sends: Sends;
  /**
   * Whether this is the shared tablet of a place, opened for this half-day alone; `home` is then where it is opened
   * again.
   */
  readonly shared?: true;
  /** The address of what opens the shared tablet for a colleague; absent on a shared tablet. */
  readonly openForColleague?: string;
  /**
   * Before the day of the half-day it cannot be closed. `notHeld`: where one says then that it is not held, if this
   * account may.
   */
  readonly ahead?: { readonly notHeld?: string };
  /** Whether this account arranges the desks: reception and coordination. */
  readonly arranges: boolean;
  /** The build of the application that made this page. */
  readonly build?: string;
  /** The address to which the form that signs out is posted. */
  readonly leave: string;
  /** The address of practice; absent where one practises. */
  readonly practice?: string;
};

/**
 * What a tablet that practises has beside: nothing done here is sent or kept, and every screen says so. `strip`: above
 * every screen, with the next step; `mark`: the sentence alone, in dialogs, which cover the strip. Such a tablet leads
 * to no page of a half-day.
 */
export type PracticeParts = {
  readonly strip: ReactNode;
  readonly mark: ReactNode;
};

/** What does an act, and makes the id of what it brings. */
export type TabletActs = Pick<LineStore, "act"> & { readonly newId: () => string };

export type TabletState = Pick<LineStore, "dismissNotice" | "find" | "arrive"> &
  TabletActs &
  Omit<LineOnScreen, "state" | "exchanges"> & {
    readonly state: LineState;
    readonly site: TabletSite;
    readonly now: Instant;
    readonly connection: Connection;
    /** The server cannot be used: what needs it is disabled. */
    readonly offline: boolean;
    /** The server does not answer: the tablet goes on alone. */
    readonly outOfReach: boolean;
    /** How many acts were done on this page so far. */
    readonly actsDone: number;
    readonly practice?: PracticeParts | undefined;
  };

const Tablet = createContext<TabletState | undefined>(undefined);

export const TabletProvider = Tablet.Provider;

const Site = createContext<TabletSite | undefined>(undefined);

export const SiteProvider = Site.Provider;

/**
 * What does not change while the tablet is shown: who reads it alone is not rendered anew by the acts and the seconds.
 */
export function useSite(): TabletSite {
  const site = useContext(Site);
  if (!site) throw new Error("useSite is used outside of Tablet.");
  return site;
}

const Acts = createContext<TabletActs | undefined>(undefined);

export const ActsProvider = Acts.Provider;

/**
 * The same functions as long as the tablet is shown: who reads them alone is not rendered anew by the acts and the
 * seconds either.
 */
export function useActs(): TabletActs {
  const acts = useContext(Acts);
  if (!acts) throw new Error("useActs is used outside of Tablet.");
  return acts;
}

/**
 * The state of the tablet and the functions that do its acts. Throws when the component is not rendered inside
 * `Tablet`.
 */
export function useTablet(): TabletState {
  const hands = useContext(Tablet);
  if (!hands) throw new Error("useTablet is used outside of Tablet.");
  return hands;
}
