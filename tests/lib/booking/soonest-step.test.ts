/** @zones */
import { soonestStep, townOf } from "#lib/booking/soonest-step.ts";
import ar from "#messages/ar.json";
import en from "#messages/en.json";
import fr from "#messages/fr.json";
import tr from "#messages/tr.json";

const TWO = ["Strasbourg", "Nancy"];
const step = (known: Partial<Parameters<typeof soonestStep>[0]>) =>
  soonestStep({ topic: undefined, town: undefined, place: undefined, towns: TWO, ...known });

test("first the topic, then the town, then the hours", () => {
  expect([step({}), step({ topic: "caf-rsa" }), step({ topic: "caf-rsa", town: "Nancy" })]).toEqual([
    "topic",
    "town",
    "hours",
  ]);
});

test("a town chosen first leaves the procedure to be asked", () => {
  expect(step({ town: "Nancy" })).toBe("topic");
});

test("whoever comes from the page of a place is asked for no town", () => {
  expect([step({ place: "neuhof" }), step({ place: "neuhof", topic: "caf-rsa" })]).toEqual(["topic", "hours"]);
});

test("where one town takes appointments there is none to choose", () => {
  expect(step({ topic: "caf-rsa", towns: ["Nancy"] })).toBe("hours");
  expect([townOf(undefined, ["Nancy"]), townOf(undefined, TWO), townOf("Metz", TWO), townOf(undefined, [])]).toEqual([
    "Nancy",
    undefined,
    "Metz",
    undefined,
  ]);
});

test("where nobody takes appointments nothing is asked", () => {
  expect([step({ towns: [] }), step({ topic: "caf-rsa", town: "Nancy", place: "neuhof", towns: [] })]).toEqual([
    "nothing",
    "nothing",
  ]);
});

test.each(Object.entries({ fr, ar, tr, en }))(
  "in %s each step has a title of its own, which begins as all do",
  (
    _,
    {
      booking: {
        soonest: { titles },
      },
    },
  ) => {
    const all = Object.values(titles);
    expect(Object.keys(titles)).toEqual(["nothing", "topic", "town", "hours"]);
    expect(new Set(all).size).toBe(4);
    expect(all.every((title) => title.startsWith(titles.nothing))).toBe(true);
  },
);
