import fc from "fast-check";

/**
 * Everything that is done to a year of half-days, by residents, the team and those who plan, and how often it is tried.
 */
const HOW_OFTEN = {
  // Residents.
  book: 10,
  moveOwn: 3,
  cancelOwn: 1,
  yes: 6,
  no: 2,
  arrive: 4,
  // The team.
  bookBeside: 1,
  answerFor: 2,
  giveNumbers: 4,
  walkIn: 2,
  call: 3,
  finish: 3,
  // Who stands where.
  assign: 4,
  assignPart: 2,
  assignWeekly: 2,
  unassign: 2,
  handOver: 2,
  undo: 3,
  noteAbsence: 2,
  takeAbsenceBack: 2,
  // « Imprévu », by who plans and by who stands there.
  replace: 2,
  oneDesk: 4,
  moveToDay: 4,
  cancelHalfDay: 1,
  shutPlace: 1,
  ownNotHeld: 1,
  ownEndsEarly: 3,
  // Closures.
  close: 2,
  closeWithoutEnd: 2,
  changeClosure: 3,
  liftClosure: 2,
  giveBack: 3,
  // Series and their dates.
  makeSeries: 1,
  changeSeries: 3,
  endSeries: 1,
  otherHours: 3,
  otherDay: 3,
  otherDesks: 2,
  backToSeries: 2,
  addHalfDay: 1,
  lanes: 3,
  // Time.
  minutesPass: 3,
  nextDay: 1,
  night: 1,
} as const;

export type ActName = keyof typeof HOW_OFTEN;
export const ACTS = Object.keys(HOW_OFTEN) as readonly ActName[];

/**
 * An act and what it is about. The numbers choose among what there is at that moment: `halfDay` a half-day, a closure
 * or a series, `who` a person of the team or a resident, `hour` an hour or a day, `other` whatever is left to choose.
 */
export type PlanningAct = {
  readonly does: ActName;
  readonly halfDay: number;
  readonly who: number;
  readonly hour: number;
  readonly other: number;
};

const anyOther = fc.record({ halfDay: fc.nat(5), who: fc.nat(9), hour: fc.nat(9), other: fc.nat(9) });

const anyPlanningAct: fc.Arbitrary<PlanningAct> = fc
  .tuple(fc.oneof(...ACTS.map((does) => ({ weight: HOW_OFTEN[does], arbitrary: fc.constant(does) }))), anyOther)
  .map(([does, about]) => actOf(does, about));

type ActDescription = Omit<PlanningAct, "does">;

/** An act that a failed property prints as « book(0, 1, 2, 3) »; as a sentence it stands below, as it was done. */
const actOf = (does: ActName, about: ActDescription): PlanningAct =>
  Object.assign(
    { does, ...about },
    { [fc.toStringMethod]: () => `${does}(${about.halfDay}, ${about.who}, ${about.hour}, ${about.other})` },
  );

const book = (halfDay: number, hour: number): PlanningAct => actOf("book", { halfDay, who: 0, hour, other: hour });

const BOOKED = [book(0, 0), book(0, 1), book(1, 2), book(2, 0), book(2, 1), book(3, 2)];

/**
 * A sequence of acts of which few sequences have one that is done: a change is undone, a closure lifted, and another
 * hour declined.
 */
export const RARELY_DONE: readonly PlanningAct[] = [
  ...BOOKED,
  actOf("assign", { halfDay: 0, who: 0, hour: 0, other: 0 }),
  actOf("undo", { halfDay: 0, who: 0, hour: 0, other: 1 }),
  actOf("closeWithoutEnd", { halfDay: 5, who: 0, hour: 0, other: 0 }),
  actOf("liftClosure", { halfDay: 0, who: 0, hour: 0, other: 0 }),
  actOf("assign", { halfDay: 0, who: 0, hour: 0, other: 0 }),
  actOf("moveToDay", { halfDay: 0, who: 0, hour: 1, other: 1 }),
  actOf("no", { halfDay: 0, who: 0, hour: 0, other: 0 }),
];

/** About thirty acts; six people have booked before the first. */
export const anyPlanningActs: fc.Arbitrary<readonly PlanningAct[]> = fc
  .array(anyPlanningAct, { minLength: 24, maxLength: 36, size: "max" })
  .map((acts) => [...BOOKED, ...acts]);
