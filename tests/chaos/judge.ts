/**
 * What a screen shows at one moment. `at`: milliseconds of the run's monotonic clock, as everywhere in this file.
 * `own`: the screen itself is there, not a blank page, the browser's error page or an error page in its place.
 * `grey`: the screen says that it has no news. `says`: what it shows as true now, one word a fact.
 */
export type ScreenReading = {
  readonly at: number;
  readonly own: boolean;
  readonly grey: boolean;
  readonly says: readonly string[];
  /** What it need not show: whoever an act done here, and not answered yet, has called. */
  readonly excused?: readonly string[];
  /** The screen tells two truths at once, such as « Tout est gardé » beside « Sans réseau ». */
  readonly contradicts?: boolean;
  /** Nothing can change any more for the reader: an ended visit. Such a page needs no news. */
  readonly settled?: boolean;
};

/**
 * One version of the line. `decided`: from then on somebody may have seen it. `acknowledged`: from then on it is the
 * truth, since an act that made it, or a later one, was answered as done; Infinity if that never happened.
 */
export type Step<State> = { readonly decided: number; readonly acknowledged: number; readonly state: State };

/** How the facts of one screen are compared with a state. `needed`: what the screen must show in this state. */
export type ScreenFacts<State> = {
  readonly holds: (state: State, fact: string) => boolean;
  readonly needed: (state: State) => readonly string[];
};

/** From `from` up to `until` the server could tell this screen nothing: it was down, frozen or cut off. */
export type BlindSpan = { readonly from: number; readonly until: number };

/** What is known of one screen in one round. */
export type WatchedScreen<State> = {
  readonly seen: readonly ScreenReading[];
  readonly steps: readonly Step<State>[];
  readonly facts: ScreenFacts<State>;
  readonly blind: readonly BlindSpan[];
};

/**
 * An old truth: what was shown (or not shown) although it was not so any more, from when, and for how many
 * milliseconds.
 */
export type OldTruth = { readonly what: string; readonly from: number; readonly lasted: number };

/** Milliseconds by which the clocks of database and run may differ, and a row be seen before its time. */
const SKEW = 1_000;

/** A page may be empty for this long while the next one is being drawn. */
const DRAWING = 1_000;

/** The word for a screen that looks current while the server could tell it nothing. */
export const LOOKS_CURRENT = "looks current, and the server can tell it nothing";
const TWO_TRUTHS = "says both that all is well and that it is not";

/**
 * The old truths of one screen, the longest first. A truth is old from the first look at which it is not so any more
 * until the next look at which it is not shown, or the screen says that it has no news. A screen that looks current
 * while the server could tell it nothing shows an old truth from the beginning of that time, or since it was grey in
 * it.
 */
export function oldTruths<State>(watched: WatchedScreen<State>): readonly OldTruth[] {
  const running = new Map<string, number>();
  const found: OldTruth[] = [];
  const end = (what: string, at: number): void => {
    const from = running.get(what);
    if (from === undefined) return;
    running.delete(what);
    found.push({ what, from, lasted: at - from });
  };
  let greyAt = -Infinity;
  for (const look of watched.seen) {
    const now = new Map(untruthsAt(look, watched, greyAt).map(({ what, from }) => [what, from]));
    if (look.grey) greyAt = look.at;
    for (const what of running.keys()) if (!now.has(what)) end(what, look.at);
    for (const [what, from] of now) if (!running.has(what)) running.set(what, from);
  }
  const last = watched.seen.at(-1)?.at ?? 0;
  for (const what of [...running.keys()]) end(what, last);
  return found.sort((one, other) => other.lasted - one.lasted);
}

type Untruth = { readonly what: string; readonly from: number };

/** What is not true of this look, and since when it counts. `greyAt`: when the screen last said that it has no news. */
function untruthsAt<State>(
  look: ScreenReading,
  { steps, facts, blind }: WatchedScreen<State>,
  greyAt = -Infinity,
): readonly Untruth[] {
  const { at } = look;
  const all: Untruth[] = look.contradicts ? [{ what: TWO_TRUTHS, from: at }] : [];
  if (look.grey || !look.own) return all;
  const cut = look.settled ? undefined : blind.find(({ from, until }) => from <= at && at < until);
  if (cut) all.push({ what: LOOKS_CURRENT, from: greyAt < cut.from ? cut.from : at });
  const possible = possibleAt(steps, at);
  if (possible.length === 0) return all;
  for (const fact of look.says)
    if (!possible.some(({ state }) => facts.holds(state, fact))) all.push({ what: `shows “${fact}”`, from: at });
  const [first, ...later] = possible.map(({ state }) => facts.needed(state));
  for (const fact of first ?? [])
    if (!look.says.includes(fact) && !look.excused?.includes(fact) && later.every((needed) => needed.includes(fact)))
      all.push({ what: `does not show “${fact}”`, from: at });
  return all;
}

/** The states that a current screen may show at this moment: from the last one acknowledged to the last one decided. */
function possibleAt<State>(steps: readonly Step<State>[], at: number): readonly Step<State>[] {
  const from = steps.findLastIndex(({ acknowledged }) => acknowledged <= at);
  const until = steps.findLastIndex(({ decided }) => decided <= at + SKEW);
  return from < 0 ? [] : steps.slice(from, Math.max(from, until) + 1);
}

/**
 * When the screen was back: the first look after `from` that is its own, is not grey, and shows nothing but the truth
 * at a moment when an act done after `from` had been acknowledged. Undefined when it never was.
 */
export function backAt<State>(
  watched: WatchedScreen<State>,
  from: number,
  firstActAfter: number | undefined,
): number | undefined {
  if (firstActAfter === undefined) return undefined;
  const { seen } = watched;
  return seen.find(
    (look) =>
      look.at >= Math.max(from, firstActAfter) && look.own && !look.grey && untruthsAt(look, watched).length === 0,
  )?.at;
}

/**
 * The longest time without a look from `began` to `ended`, in milliseconds: an old truth may have lasted by so much
 * more or less than was measured. The whole time if nothing was seen.
 */
export function longestUnseen(seen: readonly ScreenReading[], began: number, ended: number): number {
  const moments = [began, ...seen.map(({ at }) => at), ended];
  return Math.max(...moments.slice(1).map((at, index) => at - (moments[index] ?? at)));
}

/** How often the screen was not there: each time counts once, if it lasted longer than drawing the next page takes. */
export function blankTimes(seen: readonly ScreenReading[]): number {
  let since: number | undefined;
  let counted = false;
  let times = 0;
  for (const { at, own } of seen) {
    if (own) since = undefined;
    else if (since === undefined) [since, counted] = [at, false];
    else if (!counted && at - since >= DRAWING) [times, counted] = [times + 1, true];
  }
  return times;
}

/** One page without script as it was loaded. `by`: whether the reader asked for it, or the page loaded itself again. */
export type Load = {
  readonly at: number;
  readonly by: "reader" | "itself";
  readonly status: number;
  readonly heading: string;
  readonly text: string;
};

/**
 * Milliseconds from `lifted` until the page without script showed its number again, of its loads in a round; undefined
 * while it does not. A page of an outage has to come back by itself: a reader who loads it again is no return.
 */
export function plainBack(
  loads: readonly Load[],
  lifted: number,
  showsNumber: (load: Load) => boolean,
): number | undefined {
  const away = loads.findLastIndex((load) => !showsNumber(load));
  const after = loads.findIndex(({ at }) => at > lifted);
  if (after < 0) return away < 0 || away < loads.length - 1 ? 0 : undefined;
  const back = loads.slice(Math.max(after, away + 1)).find(({ by }) => away < 0 || by === "itself");
  return back && back.at - lifted;
}

/** Characters: a page with less text than this says nothing that helps. */
const READABLE = 60;

/** The loads that show nothing readable, whatever their status: no heading that is seen, or hardly any text. */
export const unreadable = (loads: readonly Load[]): readonly Load[] =>
  loads.filter(({ heading, text }) => heading.trim() === "" || text.trim().length < READABLE);
