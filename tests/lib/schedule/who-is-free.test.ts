import fc from "fast-check";
import {
  travelMinutes,
  whoIsFree,
  type FreePerson,
  type HalfDayToFill,
  type PersonToPlan,
} from "#lib/schedule/who-is-free.ts";
import { overlaps } from "#lib/time/interval.ts";
import { instantOf } from "#lib/time/instant.ts";
import { instantAt } from "#lib/time/zone.ts";
import { runs } from "#tests/support/property-runs.ts";

const ZONE = "Europe/Paris";
/** A Monday. */
const DAY = "2027-03-01";
const at = (hour: number, minute = 0, day = DAY) => instantAt(day, hour * 60 + minute, ZONE);
const hours = (from: number, to: number, day = DAY) => ({ start: at(from, 0, day), end: at(to, 0, day) });
const NOW = instantOf("2027-03-01T07:00:00+01:00");

const HERE = { place: "neuhof", latitude: 48.5456, longitude: 7.7656 };
/** 5 km to the north, as the crow flies. */
const NORTH = { place: "robertsau", latitude: 48.5906, longitude: 7.7656 };
const stops = new Map([
  ["this", HERE],
  ["north", NORTH],
  ["same", HERE],
  ["other", NORTH],
]);

const halfDay = (change: Partial<HalfDayToFill> = {}): HalfDayToFill => ({
  id: "this",
  place: "neuhof",
  span: hours(9, 12),
  desks: 2,
  status: "scheduled",
  seats: [],
  localDate: DAY,
  timeZone: ZONE,
  languages: [],
  topicKeys: [],
  ...change,
});
type PersonOptions = Partial<PersonToPlan> & { readonly learns?: boolean };
const person = (account: string, { learns = false, ...change }: PersonOptions = {}): PersonToPlan => ({
  account,
  holds: [{ places: "all", learns }],
  busy: [],
  absences: [],
  languages: ["fr"],
  worksAt: [],
  topicKeys: [],
  ...change,
});
const busy = (permanence: string, span: ReturnType<typeof hours>, place: string | null = "Robertsau") => ({
  permanence,
  span,
  timeZone: ZONE,
  ...(place !== null && { place }),
});
const free = (people: readonly PersonToPlan[], held = halfDay()) => whoIsFree(held, people, { stops, now: NOW });
const codes = (one: FreePerson | undefined): readonly string[] => one?.but.map(({ code }) => code) ?? [];

test("somebody without anything against it can be planned, at the next free desk", () => {
  expect(free([person("awa")])).toEqual([
    { account: "awa", minutes: 0, seat: { account: "awa", desk: 1, span: hours(9, 12) }, speaks: [], but: [] },
  ]);
});

test("whoever is away or at two places at once comes last, with the reason", () => {
  const answers = free([
    person("away", { absences: [hours(11, 14)] }),
    person("elsewhere", { busy: [busy("north", hours(11, 14))] }),
    person("free"),
  ]);
  expect(answers.map(({ account, not }) => [account, not?.refusal])).toEqual([
    ["free", undefined],
    ["away", "absent"],
    ["elsewhere", "planned-elsewhere"],
  ]);
  expect(answers[2]?.not?.elsewhere).toMatchObject({ place: "Robertsau" });
});

test("a way of 5 km takes 37 minutes, and the same place none", () => {
  expect(travelMinutes(HERE, NORTH)).toBe(37);
  expect(travelMinutes(HERE, { ...NORTH, place: "neuhof" })).toBe(0);
});

test("too little time to or from a half-day of that day is said with the minutes that there are and must be", () => {
  const before = busy("north", { start: at(6), end: at(8, 30) });
  const after = busy("other", { start: at(12, 30), end: at(15) });
  const [tight] = free([person("awa", { busy: [before, after] })]);
  expect(tight?.seat).toBeDefined();
  expect(tight?.but).toEqual([
    { code: "travel-too-short", busy: before, has: 30, needed: 37 },
    { code: "travel-too-short", busy: after, has: 30, needed: 37 },
  ]);
  expect(codes(free([person("bo", { busy: [busy("same", hours(12, 15))] })])[0])).toEqual([]);
  expect(codes(free([person("cem", { busy: [busy("north", { start: at(12, 37), end: at(15) })] })])[0])).toEqual([]);
});

test("of several half-days of that day, the one just before and the one just after count", () => {
  const early = busy("same", { start: at(6), end: at(7) });
  const just = busy("north", { start: at(7), end: at(8, 50) });
  const next = busy("other", { start: at(12, 10), end: at(13) });
  const late = busy("same", { start: at(14), end: at(15) });
  for (const all of [
    [early, just, next, late],
    [late, next, just, early],
  ])
    expect(free([person("awa", { busy: all })])[0]?.but).toMatchObject([
      { busy: just, has: 10 },
      { busy: next, has: 10 },
    ]);
});

test("the way from another organisation's half-day is too short without saying how long it is", () => {
  const [one] = free([person("awa", { busy: [busy("north", hours(12, 15), null)] })]);
  expect(one?.but).toEqual([
    { code: "travel-too-short", busy: { permanence: "north", span: hours(12, 15), timeZone: ZONE }, has: 0 },
  ]);
});

test("the hours of the week are those of this organisation from Monday to Sunday", () => {
  const answer = free([
    person("awa", {
      busy: [
        busy("a", hours(14, 17, "2027-03-07")),
        busy("b", hours(14, 17, "2027-03-08")),
        busy("c", hours(14, 17, "2027-02-28")),
        busy("d", hours(14, 18, "2027-03-02"), null),
        busy("e", { start: at(14, 0, "2027-03-03"), end: at(15, 30, "2027-03-03") }),
      ],
    }),
  ]);
  expect(answer[0]?.minutes).toBe(270);
});

test("hours outside those in which somebody works are said, and nothing is said while nobody has said these", () => {
  const works = (...worksAt: PersonToPlan["worksAt"]) => codes(free([person("awa", { worksAt })])[0]);
  const morning = { weekday: 1, startMinute: 8 * 60, endMinute: 10 * 60 };
  const rest = { weekday: 1, startMinute: 10 * 60, endMinute: 13 * 60 };
  expect(works()).toEqual([]);
  expect(works(morning)).toEqual(["outside-hours"]);
  expect(works(morning, rest)).toEqual([]);
  expect(works({ ...morning, endMinute: 13 * 60, weekday: 2 })).toEqual(["outside-hours"]);
});

test("languages and topics of the half-day that somebody lacks are named", () => {
  const held = halfDay({ languages: ["ar", "fr"], topicKeys: ["rsa", "logement"] });
  const [knows, lacks] = free(
    [person("lacks", { topicKeys: ["rsa", "sante"] }), person("knows", { languages: ["ar", "fr"], topicKeys: [] })],
    held,
  );
  expect(knows).toMatchObject({ account: "knows", speaks: ["ar", "fr"], but: [] });
  expect(lacks).toMatchObject({
    account: "lacks",
    speaks: ["fr"],
    but: [
      { code: "language-missing", languages: ["ar"] },
      { code: "topic-missing", topicKeys: ["logement"] },
    ],
  });
  expect(free([person("some", { topicKeys: ["rsa"] })])[0]?.but).toEqual([{ code: "topic-missing", topicKeys: [] }]);
});

test("a service civique stands out as alone, unless somebody who is none is there all the time", () => {
  const learner = person("sc", { learns: true });
  const beside = person("awa", { absences: [] });
  const seat = { account: "awa", desk: 1, span: hours(9, 12) };
  const ofLearner = (people: readonly PersonToPlan[], seats: HalfDayToFill["seats"]) =>
    codes(free(people, halfDay({ seats })).find(({ account }) => account === "sc"));
  expect(ofLearner([learner], [])).toEqual(["alone"]);
  expect(ofLearner([learner, beside], [seat])).toEqual([]);
  expect(ofLearner([learner, { ...beside, absences: [hours(11, 12)] }], [seat])).toEqual(["alone"]);
  expect(ofLearner([learner, person("awa", { learns: true })], [seat])).toEqual(["alone"]);
});

test("who becomes a conseiller on a day is a service civique until then, and none from that day on", () => {
  const becomes = (when: ReturnType<typeof at>) =>
    person("sc", {
      holds: [
        { places: "all", learns: true, until: when },
        { places: "all", learns: false, from: when },
      ],
    });
  expect(codes(free([becomes(at(13))])[0])).toEqual(["alone"]);
  expect(codes(free([becomes(at(8))])[0])).toEqual([]);
  // Who was a conseiller until that day, and is a service civique alone since.
  const was = person("was", {
    holds: [
      { places: "all", learns: false, until: at(8) },
      { places: "all", learns: true },
    ],
  });
  expect(codes(free([was])[0])).toEqual(["alone"]);
  // A role that begins during the half-day holds for none of it.
  expect(free([person("later", { holds: [{ places: "all", from: at(10) }] })])[0]?.not?.refusal).toBe("no-role-there");
});

test("the list is in the order of what counts more, then of the hours of the week, and equals stay as they were given", () => {
  const worked = busy("same", hours(14, 17, "2027-03-03"));
  const answers = free([
    person("travels", { busy: [busy("north", hours(12, 15))] }),
    person("worked", { busy: [worked] }),
    person("sc", { learns: true }),
    person("zoe"),
    person("works-later", { worksAt: [{ weekday: 1, startMinute: 780, endMinute: 1080 }] }),
    person("abel"),
  ]);
  expect(answers.map(({ account }) => account)).toEqual(["zoe", "abel", "worked", "works-later", "sc", "travels"]);
});

const anySpan = fc
  .tuple(fc.integer({ min: 6 * 4, max: 20 * 4 }), fc.integer({ min: 1, max: 16 }))
  .map(([from, length]) => ({ start: at(0, from * 15), end: at(0, (from + length) * 15) }));
const anyPerson = fc.record({
  account: fc.uuid(),
  holds: fc.constantFrom(
    [{ places: "all" as const }],
    [{ places: "all" as const, learns: true }],
    [{ places: ["elsewhere"] }],
  ),
  busy: fc.array(
    fc.record({
      permanence: fc.constantFrom("north", "same", "other"),
      place: fc.constant("x"),
      span: anySpan,
      timeZone: fc.constant(ZONE),
    }),
    { maxLength: 3 },
  ),
  absences: fc.array(anySpan, { maxLength: 2 }),
  languages: fc.subarray(["fr", "ar", "tr"]),
  worksAt: fc.array(
    fc.record({ weekday: fc.constantFrom(1, 2), startMinute: fc.constant(480), endMinute: fc.constantFrom(600, 780) }),
    { maxLength: 2 },
  ),
  topicKeys: fc.subarray(["rsa", "sante"]),
});
const anyPeople = fc.uniqueArray(anyPerson, { selector: ({ account }) => account, maxLength: 8 });
const asked = fc.record({ languages: fc.subarray(["fr", "ar"]), topicKeys: fc.subarray(["rsa", "logement"]) });

test("nobody can be planned who is away or planned elsewhere then, and everybody is answered once", () => {
  fc.assert(
    fc.property(anyPeople, asked, (people, held) => {
      const answers = free(people, halfDay(held));
      expect(answers.map(({ account }) => account).toSorted()).toEqual(people.map(({ account }) => account).toSorted());
      for (const { account, seat, not } of answers) {
        const one = people.find((other) => other.account === account);
        const taken = [...(one?.absences ?? []), ...(one?.busy.map(({ span }) => span) ?? [])];
        const can = one?.holds[0]?.places === "all" && !taken.some((span) => overlaps(span, hours(9, 12)));
        expect([seat !== undefined, not === undefined]).toEqual([can, can]);
      }
    }),
    { numRuns: runs(200) },
  );
});

test("who comes first does not depend on the order in which people are given, but for equals", () => {
  fc.assert(
    fc.property(anyPeople, asked, (people, held) => {
      const key = ({ seat, but, minutes }: FreePerson) =>
        JSON.stringify([seat !== undefined, but.map(({ code }) => code), seat && minutes]);
      expect(free(people.toReversed(), halfDay(held)).map(key)).toEqual(free(people, halfDay(held)).map(key));
    }),
    { numRuns: runs(200) },
  );
});

test("one thing more against somebody never brings them forward", () => {
  fc.assert(
    fc.property(anyPeople, fc.nat(7), (people, which) => {
      const before = free(people);
      const one = before[which];
      if (!one) return;
      const worse = people.map((other) =>
        other.account === one.account ? { ...other, absences: [hours(8, 13)] } : other,
      );
      expect(free(worse).findIndex(({ account }) => account === one.account)).toBeGreaterThanOrEqual(
        before.filter(({ seat }) => seat).length - 1,
      );
    }),
    { numRuns: runs(100) },
  );
});
