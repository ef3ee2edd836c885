import { instant, MINUTE, type Instant } from "#lib/time/instant.ts";

type Clock = {
  readonly now: () => Instant;
  readonly offset: () => number;
  readonly move: (offset: number) => void;
};

/** The clock of the process, moved to a moment, or on by minutes. */
export function movedClock(clock: Clock) {
  const moveTo = (moment: Instant): void => clock.move(moment - (clock.now() - clock.offset()));
  return { moveTo, waitFor: (minutes: number): void => moveTo(instant(clock.now() + minutes * MINUTE)) };
}
