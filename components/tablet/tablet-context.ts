"use client";
import { createContext, useContext } from "react";
import type { Line, LineStore } from "./device/line-store.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { SECOND, type Instant } from "#lib/time/instant.ts";

/** What the tablet needs beside the line: the place, the conseiller, and addresses. */
export type TabletSite = {
  readonly permanence: string;
  readonly place: string;
  readonly zone: string;
  /** The date with its weekday, in the reader's language. */
  readonly day: string;
  /** The id of the signed-in conseiller. */
  readonly me: string;
  /** The table planned for this conseiller. */
  readonly plannedTable?: number;
  /** The address in the QR code of the door. */
  readonly doorAddress: string;
  /** Usual minutes by topic; `usualMinutes` for a visit without a topic. */
  readonly topicMinutes: Readonly<Record<string, number>>;
  readonly usualMinutes: number;
  /**
   * Addresses: to sign in again and return here, of the list of permanences, and to which the sign-out form is posted.
   */
  readonly signIn: string;
  readonly home: string;
  readonly leave: string;
};

export type TabletState = Pick<LineStore, "act" | "dismissNotice"> &
  Omit<Line, "state"> & {
    readonly state: LineState;
    readonly site: TabletSite;
    readonly now: Instant;
    /** The server cannot be used: acts that need it are disabled. */
    readonly offline: boolean;
    readonly newId: () => string;
    /**
     * How many dialogs have closed over this page; `noteDialogClosed` counts one more. The double-tap guard starts
     * again at each.
     */
    readonly dialogsClosed: number;
    readonly noteDialogClosed: () => void;
  };

/** Milliseconds. On good Wi-Fi an act is answered well within a second; only a longer wait is mentioned. */
export const SLOW_ANSWER = 2 * SECOND;

const Tablet = createContext<TabletState | undefined>(undefined);

export const TabletProvider = Tablet.Provider;

/** The state of the tablet and its acts, for every component inside `Tablet`. */
export function useTablet(): TabletState {
  const hands = useContext(Tablet);
  if (!hands) throw new Error("This part of the tablet stands outside of it.");
  return hands;
}
