/** The steps of the guided set-up of an organisation, in their order (docs/set-up.md#in-the-browser). */
export const STEPS = ["account", "mails", "service", "places", "team", "topics", "opening"] as const;
export type Step = (typeof STEPS)[number];

/**
 * What an administrator said and no other row tells. `mails`, `team`: that step was read and passed over. `topics`: the
 * topics were looked through. `finished`: the set-up is over. `put-away`: its card is not shown any more.
 */
export type Mark = "mails" | "team" | "topics" | "finished" | "put-away";

/** What an organisation must have said of itself before residents can find it. */
export type ServiceField = "name" | "telephone" | "written" | "department";

/** What stands in the database and the settings of the process. */
export type FirstHourFacts = {
  /** Whoever asks has a name. */
  readonly isNamed: boolean;
  /** Mail leaves this installation. */
  readonly hasMail: boolean;
  /** What is missing of the service, in the order of its form. */
  readonly missing: readonly ServiceField[];
  /** It has a place that residents see. */
  readonly hasPlace: boolean;
  /** Somebody else has a role, or is invited. */
  readonly hasColleague: boolean;
  /** It has topics of its own, so somebody changed them. */
  readonly hasOwnTopics: boolean;
  /** A weekly half-day goes on. */
  readonly isPlanned: boolean;
  /** A half-day of it has begun, so it is at work already. */
  readonly hasBegun: boolean;
  readonly marks: ReadonlySet<Mark>;
};

/** `passed`: passed over on purpose; it can be taken up at any time. */
export type StepState = "done" | "passed" | "to-do";

export type FirstHour = {
  readonly states: Readonly<Record<Step, StepState>>;
  /** The first step to do; the last one when none is left. */
  readonly next: Step;
  /** About how long the steps to do take, in minutes. */
  readonly minutes: number;
  readonly isFinished: boolean;
  /** Whether the card that leads back to the set-up is shown. */
  readonly isOffered: boolean;
};

/** About how long each step takes, in minutes: together the twenty that are promised. */
const MINUTES: Readonly<Record<Step, number>> = {
  account: 1,
  mails: 2,
  service: 6,
  places: 4,
  team: 2,
  topics: 2,
  opening: 3,
};

/**
 * How far the set-up of an organisation is, computed from what stands. An organisation whose first half-day has begun
 * has finished it.
 */
export function firstHourOf(facts: FirstHourFacts): FirstHour {
  const { marks } = facts;
  const states: Record<Step, StepState> = {
    account: facts.isNamed ? "done" : "to-do",
    mails: marks.has("mails") ? (facts.hasMail ? "done" : "passed") : "to-do",
    service: facts.missing.length === 0 ? "done" : "to-do",
    places: facts.hasPlace ? "done" : "to-do",
    team: facts.hasColleague ? "done" : marks.has("team") ? "passed" : "to-do",
    topics: marks.has("topics") || facts.hasOwnTopics ? "done" : "to-do",
    opening: facts.isPlanned && (marks.has("finished") || facts.hasBegun) ? "done" : "to-do",
  };
  const toDo = STEPS.filter((step) => states[step] === "to-do");
  const isFinished = marks.has("finished") || facts.hasBegun;
  return {
    states,
    next: toDo[0] ?? "opening",
    minutes: toDo.reduce((sum, step) => sum + MINUTES[step], 0),
    isFinished,
    isOffered: !isFinished && !marks.has("put-away"),
  };
}

/** The step before; undefined for the first. */
export const stepBefore = (step: Step): Step | undefined => STEPS[STEPS.indexOf(step) - 1];
/** The step after; undefined for the last. */
export const stepAfter = (step: Step): Step | undefined => STEPS[STEPS.indexOf(step) + 1];
