import { MINUTE, type Instant } from "#lib/time/instant.ts";
import { announcedRange, bandOf, type Quantiles } from "./estimate-wait.ts";
import { HELPS_OF_DEFAULT, STANDARD, WITHOUT_TOPIC, type MinutesOf, type Pace } from "./pace.ts";

/** An ended visit of a past half-day, as its row tells it. */
export type PastVisit = {
  readonly joinedAt: Instant;
  readonly topic?: string;
  readonly desk?: number;
  readonly calledAt?: Instant;
  readonly startedAt?: Instant;
  readonly endedAt: Instant;
  /**
   * `helped`: ended at a desk. `left`: said that they leave, or the team did. `vanished`: did not answer three calls.
   */
  readonly end: "helped" | "left" | "vanished" | "other";
  /** Its end was said later: neither its minutes nor those until the next help are known. */
  readonly endedAbout?: boolean;
};

/**
 * What was forecast and announced when a number was given, and how long the wait until the call then was, in minutes.
 * Only of who answered the first call: a row keeps the last one.
 */
export type PastForecast = Quantiles & { readonly low: number; readonly high: number; readonly waited: number };

/** What the past half-days of a place taught of its minutes, in the shape in which it is stored. */
export type LearnedMinutes = Pick<Pace, "between" | "leaving" | "vanishing" | "helps"> & {
  /** Usual minutes of the topics that people were helped with there. */
  readonly byTopic: Readonly<Record<string, number>>;
  /** Of a visit without a topic, or with one that nobody was helped with yet, as a multiple of the default. */
  readonly factor: number;
  /** How long the helps that it was learned from took on average; 0 minutes without any. */
  readonly meanHelp: number;
};

/**
 * How wide the ranges of a place are to be, from how many calls this was learned, and how many of them lay in the
 * announced range.
 */
export type LearnedBand = Pick<Pace, "below" | "above"> & { readonly calls: number; readonly callsInside: number };

/** All that a place has taught. */
export type LearnedPace = LearnedMinutes & LearnedBand;

/** As many helps, gaps, waited minutes and calls as the defaults weigh against what was seen. */
const WEIGHT = { factor: HELPS_OF_DEFAULT, topic: 12, between: 15, waited: 6_000, calls: 30 };

/** A help counts as at most so many times its usual minutes: « Terminer » is sometimes forgotten. */
const LONGEST_HELP = 3;

/** In minutes. A longer gap was a closed desk, or nobody came. */
const LONGEST_GAP = 20;

/**
 * What the ended visits of some half-days of one place teach, each half-day a list. Everything is drawn to the default:
 * a help of a topic to the topic's `usual` minutes times the factor of the place, and that to one.
 */
export function learnMinutes(halfDays: readonly (readonly PastVisit[])[], usual: MinutesOf): LearnedMinutes {
  const visits = halfDays.flat();
  const helps = visits.flatMap((visit) => helpOf(visit, usual));
  const prior = WEIGHT.factor * WITHOUT_TOPIC;
  const factor =
    (prior + sum(helps.map(({ minutes }) => minutes))) / (prior + sum(helps.map(({ expected }) => expected)));
  const topics = [...new Set(helps.flatMap(({ topic }) => topic ?? []))];
  const waited = WEIGHT.waited + sum(visits.map(waitOf));
  const ended = (end: PastVisit["end"]): number => visits.filter((visit) => visit.end === end).length;
  return {
    byTopic: Object.fromEntries(
      topics.map((topic) => {
        const theirs = helps.filter((help) => help.topic === topic).map(({ minutes }) => minutes);
        return [topic, drawnTo(usual(topic) * factor, WEIGHT.topic, theirs)];
      }),
    ),
    factor,
    between: drawnTo(STANDARD.between, WEIGHT.between, halfDays.flatMap(gapsOf)),
    leaving: (WEIGHT.waited * STANDARD.leaving + ended("left")) / waited,
    vanishing: (WEIGHT.waited * STANDARD.vanishing + ended("vanished")) / waited,
    helps: helps.length,
    meanHelp: helps.length === 0 ? 0 : sum(helps.map(({ minutes }) => minutes)) / helps.length,
  };
}

type Help = { readonly topic: string | undefined; readonly minutes: number; readonly expected: number };

function helpOf({ topic, startedAt, endedAt, end, endedAbout }: PastVisit, usual: MinutesOf): readonly Help[] {
  if (end !== "helped" || endedAbout || startedAt === undefined) return [];
  const expected = usual(topic);
  const minutes = Math.min(LONGEST_HELP * expected, Math.max(1, (endedAt - startedAt) / MINUTE));
  return [{ topic, minutes, expected }];
}

/** Minutes between two helps at one desk, when the second person was there already at the end of the first. */
function gapsOf(visits: readonly PastVisit[]): readonly number[] {
  const helped = visits.filter(isHelped).sort((a, b) => a.startedAt - b.startedAt);
  return [...Map.groupBy(helped, ({ desk }) => desk).values()].flatMap((atDesk) =>
    atDesk.flatMap((visit, index) => {
      const before = atDesk[index - 1];
      return before && !before.endedAbout && visit.joinedAt <= before.endedAt
        ? [Math.min(LONGEST_GAP, Math.max(0, (visit.startedAt - before.endedAt) / MINUTE))]
        : [];
    }),
  );
}

const isHelped = (visit: PastVisit): visit is PastVisit & { readonly startedAt: Instant; readonly desk: number } =>
  visit.end === "helped" && visit.startedAt !== undefined && visit.desk !== undefined;

/** Minutes in line, until the last call or the end without one. */
const waitOf = ({ joinedAt, calledAt, endedAt }: PastVisit): number => ((calledAt ?? endedAt) - joinedAt) / MINUTE;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** The mean of what was seen and of the default, which counts as `weight` of them. */
const drawnTo = (usual: number, weight: number, seen: readonly number[]): number =>
  (weight * usual + sum(seen)) / (weight + seen.length);

/** The widths that are tried, in twentieths. */
const WIDEST = 60;
const NARROWEST_SHARE = 0.3;

/** A tenth of the calls may come before the announced range, and a tenth after it. */
const OUTSIDE = 0.1;

/**
 * How far the range has to reach down and up so that eight of ten past calls lie inside, as it is announced in fives.
 * Few calls change little: the default weighs as much as thirty of them.
 */
export function learnBand(calls: readonly PastForecast[]): LearnedBand {
  const keepsTo = (side: (call: PastForecast, width: number) => boolean) => (width: number) =>
    calls.filter((call) => side(call, width)).length <= OUTSIDE * calls.length;
  const below = drawnToUsual(
    STANDARD.below,
    calls.length,
    narrowest(keepsTo((call, width) => call.waited < rangeAt(call, { below: width, above: STANDARD.above }).low)),
  );
  // The upper end depends on the lower one too: no range is narrower than ten minutes.
  const above = drawnToUsual(
    STANDARD.above,
    calls.length,
    narrowest(keepsTo((call, width) => call.waited > rangeAt(call, { below, above: width }).high)),
  );
  const callsInside = calls.filter(({ low, high, waited }) => low <= waited && waited <= high).length;
  return { below, above, calls: calls.length, callsInside };
}

/** The first of the widths that keeps to it, or the widest. */
function narrowest(keeps: (width: number) => boolean): number {
  for (let step = 0; step < WIDEST; step += 1) if (keeps(step / 20)) return step / 20;
  return WIDEST / 20;
}

const drawnToUsual = (usual: number, calls: number, fitting: number): number =>
  Math.max(NARROWEST_SHARE, (WEIGHT.calls * usual + calls * fitting) / (WEIGHT.calls + calls));

const rangeAt = (call: PastForecast, band: Pick<Pace, "below" | "above">) => announcedRange(bandOf(call, band));

/** What is known of a place that has taught nothing yet. */
export const NOTHING_LEARNED: LearnedPace = {
  ...STANDARD,
  byTopic: {},
  factor: 1,
  helps: 0,
  meanHelp: 0,
  calls: 0,
  callsInside: 0,
};

/** The pace of a place by what it has taught. `usual`: the minutes of its organisation's topics. */
export const paceOf = (usual: MinutesOf, learned: LearnedPace = NOTHING_LEARNED): Pace => ({
  ...learned,
  minutesOf: (topic) => (topic === undefined ? undefined : learned.byTopic[topic]) ?? usual(topic) * learned.factor,
});

/**
 * The pace of a place as a tablet knows it: usual minutes by topic, those without one, and what the place has taught.
 */
export const paceAt = ({
  topicMinutes,
  usualMinutes,
  learned,
}: {
  readonly topicMinutes: Readonly<Record<string, number>>;
  readonly usualMinutes: number;
  readonly learned: LearnedPace;
}): Pace => paceOf((topic) => (topic === undefined ? undefined : topicMinutes[topic]) ?? usualMinutes, learned);
