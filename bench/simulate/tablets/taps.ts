import type { RequestedAct } from "#components/tablet/device/line-store.ts";
import type { Act, Command, CommandType } from "#lib/queue/acts/acts.ts";
import { awaitedNowhere, handedOverTo, occupantOf, visitOf, type LineState } from "#lib/queue/line/line-state.ts";
import { isUncalled, type ServingVisit, type UncalledVisit } from "#lib/queue/line/visit.ts";
import { callableWithoutNetwork } from "#lib/queue/order/share-without-network.ts";
import { inTurn, nextInTurn } from "#lib/queue/order/next-in-turn.ts";
import { endsToChoose, isAskedAbout } from "#lib/queue/wait/still-going.ts";
import type { Instant } from "#lib/time/instant.ts";
import { actOf, among, type Step as HalfDayStep } from "#tests/support/half-day-acts.ts";
import { uuidOf } from "./uuid-of.ts";
import type { OwnTap, Step } from "./script.ts";

/**
 * What a tablet shows to who taps. `desk`: their desk, or that which they would take. `confirmed`: the line of the last
 * exchange. `own`: the acts that were made on this tablet, oldest first.
 */
export type Screen = {
  readonly state: LineState;
  readonly confirmed: LineState;
  readonly now: Instant;
  readonly by: string;
  readonly desk: number;
  readonly isOutOfReach: boolean;
  readonly own: readonly string[];
  /** Without network, a desk calls whoever is next. */
  readonly callsAnybody: boolean;
};

/** Minutes of a help, after twice which the tablet asks whether it still goes on. */
export const USUAL = 1;

/** Among so many of the newest acts is the one that a step takes back. */
const TAKEN_BACK = 4;

/** Acts that the screens do not offer without network (docs/without-network.md#offline). */
const NEED_THE_SERVER: ReadonlySet<CommandType> = new Set([
  "free-desk",
  "add-desk",
  "take-over",
  "reopen",
  "take-back",
]);

/**
 * The acts of the tap of a step, as the tablet sends them; none where the screen does not offer it now. `index`: of the
 * step, from which who joins has their id.
 */
export function tapOf(step: Step, index: number, screen: Screen): readonly RequestedAct[] {
  switch (step.kind as OwnTap) {
    case "finish-and-go-on":
      return ofServed(screen, (visit) => finishAndGoOn(visit, screen));
    case "finish-about":
      return ofServed(screen, (visit) => finishAbout(visit, step.pick, screen));
    case "empties-desk":
      return emptiesDesk(screen);
    case "resume-here":
      return resumeHere(screen);
    default:
      return singleAct(step, index, screen);
  }
}

function ofServed(
  { state, desk }: Screen,
  tap: (visit: ServingVisit) => readonly RequestedAct[],
): readonly RequestedAct[] {
  const visit = occupantOf(state, desk);
  return visit?.state === "serving" ? tap(visit) : [];
}

/** « Terminer et appeler le 15 », or « Terminer et reprendre le 15 » of somebody handed over to this desk. */
function finishAndGoOn(visit: ServingVisit, screen: Screen): readonly RequestedAct[] {
  const finish = { type: "finish", visit: visit.id } as const;
  const [awaited] = handedOverTo(screen.state, screen.desk);
  if (awaited) return [finish, { type: "resume", visit: awaited.id }];
  const next = inHand(screen);
  return next && !screen.state.suspended ? [finish, callOf(next, screen)] : [];
}

/** « C’est fini », at about an hour that the tablet offers. */
function finishAbout({ id, startedAt }: ServingVisit, pick: number, { now }: Screen): readonly RequestedAct[] {
  if (!isAskedAbout(startedAt, now, USUAL)) return [];
  const endedAt = among(endsToChoose(startedAt, now, USUAL), pick);
  return endedAt === undefined ? [] : [{ type: "finish", visit: id, endedAt }];
}

/** As before closing: who is helped has been, who was called did not come. */
function emptiesDesk({ state, desk }: Screen): readonly RequestedAct[] {
  const visit = occupantOf(state, desk);
  if (!visit) return [];
  return visit.state === "serving"
    ? [{ type: "finish", visit: visit.id }]
    : [{ type: "absent", visit: visit.id, went: true }];
}

/** Takes up again somebody whose own desk was left: they are back in line, and called in the same tap. */
function resumeHere({ state, desk, isOutOfReach }: Screen): readonly RequestedAct[] {
  const [visit] = awaitedNowhere(state);
  if (!visit || state.suspended || occupantOf(state, desk)) return [];
  return [
    { type: "resume", visit: visit.id },
    {
      type: "call",
      visit: visit.id,
      desk,
      ...(isOutOfReach && { withoutNetwork: true }),
      expected: { visit: visit.id, state: "waiting" },
    },
  ];
}

/** An act of the core's property tests, with what the screens say beside it. */
function singleAct({ seconds, kind, pick }: Step, index: number, screen: Screen): readonly RequestedAct[] {
  const { state, now, desk, isOutOfReach, own } = screen;
  const acts = own.slice(-TAKEN_BACK).map((id) => ({ command: { id } satisfies Pick<Command, "id"> }));
  const asked = actOf({ seconds, kind: kind as HalfDayStep["kind"], pick, desk }, index, state, now, acts);
  if (!asked || (isOutOfReach && NEED_THE_SERVER.has(asked.type))) return [];
  const offered = asOffered(asked, index, screen);
  return offered ? [offered] : [];
}

/** The act as the screen sends it; undefined where it offers no such thing. */
function asOffered(act: Act, index: number, screen: Screen): RequestedAct | undefined {
  const { state, desk, by } = screen;
  switch (act.type) {
    case "add-visit":
    case "check-in":
      return { ...act, visit: uuidOf("visit", index) };
    case "call-next": {
      const next = inHand(screen) ?? beyondHand(screen);
      return next && callOf(next, screen);
    }
    case "call": {
      const visit = visitOf(state, act.visit);
      return visit && isUncalled(visit) ? { ...act, expected: { visit: visit.id, state: visit.state } } : undefined;
    }
    case "start": {
      const visit = occupantOf(state, desk);
      return visit?.state === "called" ? { type: "start", visit: visit.id, desk } : undefined;
    }
    case "hand-over": {
      const visit = occupantOf(state, desk);
      return visit && { ...act, expected: { visit: visit.id, state: visit.state } };
    }
    case "leave":
      return { ...act, by: "staff" };
    case "take-desk":
      return { ...act, conseiller: by };
    default:
      return act;
  }
}

/** Whom this desk calls next: with network whose turn it is, without it the first of its hand. */
function inHand({ state, confirmed, now, desk, isOutOfReach, callsAnybody }: Screen): UncalledVisit | undefined {
  return isOutOfReach && !callsAnybody
    ? callableWithoutNetwork(confirmed, state, desk, now)[0]
    : nextInTurn(state, now);
}

/** Without network, once the hand of the desk is empty: whose turn it is, after the other desks were asked. */
const beyondHand = ({ state, now, isOutOfReach }: Screen): UncalledVisit | undefined =>
  isOutOfReach ? inTurn(state, now)[0] : undefined;

/** « Appeler le 15 ». */
function callOf({ id: visit, state }: UncalledVisit, { desk, isOutOfReach }: Screen): RequestedAct {
  const expected = { visit, state };
  return isOutOfReach
    ? { type: "call", visit, desk, withoutNetwork: true, expected }
    : { type: "call-next", desk, expected };
}
