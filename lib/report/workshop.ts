import { AGE_BANDS, GENDERS, SOCIAL_STATUSES } from "#lib/queue/acts/report.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import type { WorkshopLevel } from "./national-form.ts";

/** The most people of one workshop that the national form takes. */
export const MOST_PARTICIPANTS = 10_000;

/** What is counted of the people of a workshop, each as a list of counts in the order of its values. */
export const COUNTED = { genders: GENDERS, ageBands: AGE_BANDS, statuses: SOCIAL_STATUSES } as const;
export type WorkshopCount = keyof typeof COUNTED;

/**
 * A workshop in the national values: how many were there, never who. Each of the three lists sums up to `participants`.
 */
export type Workshop = {
  readonly title?: string;
  readonly level?: WorkshopLevel;
  readonly participants: number;
  /** How many of them this conseiller had helped before. */
  readonly supportedBefore: number;
} & Readonly<Record<WorkshopCount, readonly number[]>>;

/** The same as it is typed: of each list the counts that were typed, by value. */
export type WorkshopTyped = Pick<Workshop, "title" | "level" | "participants" | "supportedBefore"> &
  Readonly<Record<WorkshopCount, Readonly<Record<string, number | undefined>>>>;

/** Which field of the form is refused: its sum is more than the people who were there. */
export type CountsRefusal = WorkshopCount | "supportedBefore";

/**
 * The workshop with « non communiqué » for everybody of whom nothing was typed, as the national form counts them;
 * refused, by its field, when more people are typed than were there.
 */
export function workshopOf(typed: WorkshopTyped): Result<Workshop, CountsRefusal> {
  const { participants, supportedBefore, title, level } = typed;
  if (supportedBefore > participants) return refuse("supportedBefore");
  const counted: Partial<Record<WorkshopCount, readonly number[]>> = {};
  for (const part of Object.keys(COUNTED) as WorkshopCount[]) {
    const named = COUNTED[part].map((value) => (value === UNSAID ? 0 : (typed[part][value] ?? 0)));
    const rest = participants - sumOf(named);
    if (rest < 0) return refuse(part);
    counted[part] = COUNTED[part].map((value, index) => (value === UNSAID ? rest : (named[index] ?? 0)));
  }
  const { genders = [], ageBands = [], statuses = [] } = counted;
  return accept({
    ...(title !== undefined && { title }),
    ...(level !== undefined && { level }),
    participants,
    supportedBefore,
    genders,
    ageBands,
    statuses,
  });
}

/** The value of whoever said nothing; the last of each list. */
export const UNSAID = "non_communique";

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
