import { firstHourOf, stepAfter, stepBefore, STEPS, type FirstHourFacts, type Mark } from "#lib/place/first-hour.ts";

/** An administrator with a name and an organisation that has said nothing yet. */
const begun: FirstHourFacts = {
  isNamed: true,
  hasMail: false,
  missing: ["telephone", "written"],
  hasPlace: false,
  hasColleague: false,
  hasOwnTopics: false,
  isPlanned: false,
  hasBegun: false,
  marks: new Set(),
};
const marked = (...marks: Mark[]): Pick<FirstHourFacts, "marks"> => ({ marks: new Set(marks) });

test("with nothing but a name, the account is done and sending mail is next", () => {
  const { states, next, minutes } = firstHourOf(begun);
  expect(states).toEqual({
    account: "done",
    mails: "to-do",
    service: "to-do",
    places: "to-do",
    team: "to-do",
    topics: "to-do",
    opening: "to-do",
  });
  expect([next, minutes]).toEqual(["mails", 19]);
});

test("all seven steps together take the twenty minutes that are promised", () => {
  expect(firstHourOf({ ...begun, isNamed: false }).minutes).toBe(20);
});

test.each([
  [false, "passed"],
  [true, "done"],
] as const)("sending mail that was passed over, with mail set up: %s, is %s", (hasMail, state) => {
  expect(firstHourOf({ ...begun, hasMail, ...marked("mails") }).states.mails).toBe(state);
});

test("mail that is set up is to be tried before it is done", () => {
  expect(firstHourOf({ ...begun, hasMail: true }).states.mails).toBe("to-do");
});

test("the service is done once nothing is missing, and places once residents see one", () => {
  const { states } = firstHourOf({ ...begun, missing: [], hasPlace: true });
  expect([states.service, states.places]).toEqual(["done", "done"]);
});

test("a team of one is passed over on purpose, and done with the first colleague", () => {
  expect(firstHourOf({ ...begun, ...marked("team") }).states.team).toBe("passed");
  expect(firstHourOf({ ...begun, ...marked("team"), hasColleague: true }).states.team).toBe("done");
});

test("topics are done once they were looked through, or when the organisation has its own", () => {
  expect(firstHourOf({ ...begun, ...marked("topics") }).states.topics).toBe("done");
  expect(firstHourOf({ ...begun, hasOwnTopics: true }).states.topics).toBe("done");
});

test("a plan alone does not end the set-up: its card is shown until somebody says that it is finished", () => {
  const planned = firstHourOf({ ...begun, isPlanned: true });
  expect([planned.states.opening, planned.isFinished, planned.isOffered]).toEqual(["to-do", false, true]);
  const finished = firstHourOf({ ...begun, isPlanned: true, ...marked("finished") });
  expect([finished.states.opening, finished.isFinished, finished.isOffered]).toEqual(["done", true, false]);
});

test("an organisation whose first half-day has begun is led to no set-up", () => {
  const { states, isFinished, isOffered } = firstHourOf({ ...begun, isPlanned: true, hasBegun: true });
  expect([states.opening, isFinished, isOffered]).toEqual(["done", true, false]);
});

test("a card that was put away is not shown, and the set-up goes on", () => {
  const { isFinished, isOffered, next } = firstHourOf({ ...begun, ...marked("put-away") });
  expect([isFinished, isOffered, next]).toEqual([false, false, "mails"]);
});

test("with nothing left to do, the last step is shown", () => {
  const { next, minutes } = firstHourOf({
    isNamed: true,
    hasMail: true,
    missing: [],
    hasPlace: true,
    hasColleague: true,
    hasOwnTopics: true,
    isPlanned: true,
    hasBegun: false,
    marks: new Set(["mails", "finished"]),
  });
  expect([next, minutes]).toEqual(["opening", 0]);
});

test("each step leads back and on to its neighbours", () => {
  expect([stepBefore("account"), stepAfter("opening")]).toEqual([undefined, undefined]);
  for (const step of STEPS.slice(1)) expect(stepAfter(stepBefore(step)!)).toBe(step);
});
