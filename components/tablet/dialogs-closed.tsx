"use client";
import { createContext, useContext, useMemo, useReducer, type ReactNode } from "react";

/** How many dialogs were closed on this page so far, and what adds one. */
type DialogsClosed = readonly [times: number, note: () => void];

const Closed = createContext<DialogsClosed>([0, () => undefined]);

/**
 * Counts the dialogs that are closed over the tablet. Apart from its state, since it renders the buttons anew and
 * nothing else.
 */
export function CountsDialogs({ children }: { children: ReactNode }) {
  const [times, note] = useReducer((before: number) => before + 1, 0);
  // The same as long as no dialog is closed: every button reads it.
  return <Closed value={useMemo(() => [times, note], [times])}>{children}</Closed>;
}

/**
 * When the number changes, every button waits again for 0.6 seconds before it acts, because the dialog had covered it
 * (docs/look-and-wording.md#tablet).
 */
export const useDialogsClosed = (): DialogsClosed => useContext(Closed);
