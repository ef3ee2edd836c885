"use client";
import { createContext, useContext } from "react";
import type { Line, LineStore } from "./device/line-store.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { SECOND, type Instant } from "#lib/time/instant.ts";

/** Where and for whom the tablet works: what the server knows and the line does not hold. */
export type TabletSite = {
  readonly permanence: string;
  readonly place: string;
  readonly zone: string;
  /** The day with its name, in the reader's language. */
  readonly day: string;
  /** The conseiller signed in. */
  readonly me: string;
  /** The table planned for her. */
  readonly plannedTable?: number;
  /** The address in the door's QR code. */
  readonly doorAddress: string;
  /** Usual minutes by topic; `usual` for a visit without one. */
  readonly topicMinutes: Readonly<Record<string, number>>;
  readonly usualMinutes: number;
  /** Where to sign in again and come back here, the list of permanences, and where the form that signs out posts to. */
  readonly signIn: string;
  readonly home: string;
  readonly leave: string;
};

export type TabletState = Pick<LineStore, "act" | "dismissNotice"> &
  Omit<Line, "state"> & {
    readonly state: LineState;
    readonly site: TabletSite;
    readonly now: Instant;
    /** Nothing reaches the server: what needs the others waits. */
    readonly offline: boolean;
    readonly newId: () => string;
    /** How often something that lay over the page went; `uncover` says that it does. */
    readonly dialogsClosed: number;
    readonly noteDialogClosed: () => void;
  };

/** Milliseconds. On good Wi-Fi an act is answered well within a second: the screen mentions only a longer wait. */
export const SLOW_ANSWER = 2 * SECOND;

const Tablet = createContext<TabletState | undefined>(undefined);

export const TabletProvider = Tablet.Provider;

/** What every part of the tablet reads and does. */
export function useTablet(): TabletState {
  const hands = useContext(Tablet);
  if (!hands) throw new Error("This part of the tablet stands outside of it.");
  return hands;
}
