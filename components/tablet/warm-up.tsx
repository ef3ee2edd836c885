import { createContext, startTransition, useContext, useEffect, useEffectEvent, useState, type ReactNode } from "react";
import { createPortal } from "react-dom";
import type { Act } from "#lib/queue/acts/acts.ts";
import { occupantOf, type LineState } from "#lib/queue/line/line-state.ts";
import { nextInTurn } from "#lib/queue/order/next-in-turn.ts";
import { SECOND, type Instant } from "#lib/time/instant.ts";
import { projectedLine } from "./device/line-model.ts";
import { TabletProvider, useTablet, type TabletState } from "./tablet-context.ts";

/**
 * Milliseconds after which it begins: the first tap on a page that was just opened is not held up, nor are the rows
 * that are added then.
 */
const BEGINS_AFTER = 1.5 * SECOND;

const WarmingUp = createContext(false);

/** Whether this is rendered for a rehearsal: a dialog is not shown then. */
export const useIsWarmUp = (): boolean => useContext(WarmingUp);

/**
 * Renders its children once for each state that the next taps will bring, outside the document, soon after the page was
 * opened. Code that a browser has never run takes two to three times as long, and so does a sentence that was not yet
 * taken apart: without it the first tap of each kind was the slowest of a half-day (docs/decisions/speed-of-a-tap.md).
 * Nothing of it is seen, heard, sent or kept.
 */
export function WarmUp({ desk, children }: { desk: number; children: ReactNode }) {
  const tablet = useTablet();
  const [ahead, rehearse] = useState<readonly TabletState[]>([]);
  const begin = useEffectEvent(() => startTransition(() => rehearse(statesAhead(tablet, desk))));
  useEffect(() => {
    const beginning = setTimeout(() => begin(), BEGINS_AFTER);
    return () => clearTimeout(beginning);
  }, []);
  const [shown] = ahead;
  useEffect(() => {
    // One at a time, with room for a tap between.
    const goingOn = shown && setTimeout(() => startTransition(() => rehearse((all) => all.slice(1))));
    return () => clearTimeout(goingOn);
  }, [shown]);
  return shown && <Outside state={shown}>{children}</Outside>;
}

function Outside({ state, children }: { state: TabletState; children: ReactNode }) {
  const [nowhere] = useState(() => document.createElement("div"));
  return createPortal(
    <WarmingUp value>
      <TabletProvider value={state}>{children}</TabletProvider>
    </WarmingUp>,
    nowhere,
  );
}

/**
 * How many acts of a desk are gone through: one round of calling, starting and finishing, and another that finds the
 * report card of the first.
 */
const ACTS = 6;

/** The tablet after a number is given, and after each act that this desk would do then. */
function statesAhead(tablet: TabletState, desk: number): readonly TabletState[] {
  const states: TabletState[] = [];
  let { state } = tablet;
  const does = (asked: Act): void => {
    const id = tablet.newId();
    const command = { ...asked, id, at: tablet.now, device: tablet.device, conseiller: tablet.site.me };
    state = projectedLine({ confirmed: state, waiting: [command] });
    const done = { state, actsDone: tablet.actsDone + 1, ownCommands: [...tablet.ownCommands, id] };
    states.push({ ...tablet, ...done });
  };
  does({ type: "add-visit", visit: tablet.newId() });
  for (let acts = 0; acts < ACTS; acts += 1) {
    const next = nextAct(state, desk, tablet.now);
    if (next) does(next);
  }
  return states;
}

/**
 * What is done at this desk next: whoever was called begins, whoever is helped is ready, or the next person is called;
 * nothing where nobody waits.
 */
function nextAct(state: LineState, desk: number, now: Instant): Act | undefined {
  const visit = occupantOf(state, desk);
  if (visit)
    return visit.state === "called" ? { type: "start", visit: visit.id, desk } : { type: "finish", visit: visit.id };
  const next = nextInTurn(state, now);
  return next && { type: "call", visit: next.id, desk };
}
