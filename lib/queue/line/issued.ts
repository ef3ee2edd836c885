import type { Issued, Visit } from "./visit.ts";

/** What a visit keeps whatever its state; the rest belongs to the state it leaves. */
export const issued = ({
  id,
  number,
  origin,
  joinedAt,
  priority,
  topic,
  language,
  card,
  missedCalls,
  awayTimes,
}: Issued): Issued => ({
  id,
  number,
  origin,
  joinedAt,
  priority,
  missedCalls,
  awayTimes,
  ...(topic !== undefined && { topic }),
  ...(language !== undefined && { language }),
  ...(card !== undefined && { card }),
});

/** An event that does not fit the line it is applied to was decided on another one: a surprise, not a refusal. */
export function misfit(visit: Visit, becoming: string): never {
  throw new Error(`Number ${visit.number} is ${visit.state} and cannot become ${becoming}.`);
}
