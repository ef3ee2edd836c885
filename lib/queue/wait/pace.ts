/** How long help with this topic usually takes, in minutes; without a topic, an average visit. */
export type MinutesOf = (topic?: string) => number;

/**
 * How fast the line of a place goes: what an estimate of waits rests on. Learned from the half-days of the place
 * (lib/queue/wait/learn-pace.ts), or the values of `STANDARD`.
 */
export type Pace = {
  readonly minutesOf: MinutesOf;
  /**
   * Minutes between the end of one help and the beginning of the next while somebody waits: calls, missed calls, time
   * away from the desk.
   */
  readonly between: number;
  /**
   * How many people say that they leave, and how many turn out to have gone when they are called: per person and minute
   * of waiting.
   */
  readonly leaving: number;
  readonly vanishing: number;
  /**
   * How far the announced range reaches from the middle down and up, as a share of the distance to the 10 % and to the
   * 90 % quantile of the simulated waits.
   */
  readonly below: number;
  readonly above: number;
  /** From how many helps the minutes were learned: the fewer, the less they are known. */
  readonly helps: number;
};

/** As many helps as the default minutes weigh against those that were seen at a place. */
export const HELPS_OF_DEFAULT = 8;

/**
 * Minutes of a visit without a topic: the mean of 10, 25 and 45 minutes at 30, 45 and 25 % (docs/line.md#waiting-time).
 */
export const WITHOUT_TOPIC = 25;

/**
 * What is known of a place that nothing was learned of yet. Simulated half-days gave these values (npm run bench --
 * wait).
 */
export const STANDARD = { between: 2, leaving: 0.003, vanishing: 0.003, below: 1.2, above: 0.8 } as const;
