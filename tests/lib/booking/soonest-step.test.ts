/** @zones */
import { chooseTown, soonestStep } from "#lib/booking/soonest-step.ts";
import { ar, en, fr, tr } from "#tests/support/catalogues.ts";

const town = (key: string, name = key, bookable = true) => ({
  key,
  name,
  written: [name.replace(/ \(.*/u, "")],
  uncoded: [],
  bookable,
});
const STRASBOURG = town("67482", "Strasbourg");
const NANCY = town("54395", "Nancy");
const TWO = [STRASBOURG, NANCY];
type Query = { readonly topic?: string; readonly place?: string; readonly town?: string; readonly towns?: typeof TWO };
const step = ({ topic, place, town: asked, towns = TWO }: Query) =>
  soonestStep({ topic, place, choice: chooseTown(asked, towns) });
const chosen = (asked: string | undefined, towns = TWO) => chooseTown(asked, towns).town?.key;
const toChoose = (asked: string | undefined, towns = TWO) => chooseTown(asked, towns).towns.map(({ key }) => key);

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
  const towns = [NANCY, town("57463", "Metz", false)];
  expect(step({ topic: "caf-rsa", towns })).toBe("hours");
  expect([chosen(undefined, towns), chosen(undefined), chosen("Metz", towns), chosen(undefined, [])]).toEqual([
    "54395",
    undefined,
    "57463",
    undefined,
  ]);
});

test("the towns to choose from take appointments", () => {
  expect(toChoose(undefined, [...TWO, town("57463", "Metz", false)])).toEqual(["67482", "54395"]);
});

test("a town is named by its code, or by its name as links have named it before", () => {
  expect([chosen("54395"), chosen("Nancy")]).toEqual(["54395", "54395"]);
});

test("a name that several towns have shows these to choose from, and the code of one opens it", () => {
  const towns = [
    ...TWO,
    town("93066", "Saint-Denis (Seine-Saint-Denis)"),
    town("97411", "Saint-Denis (La Réunion)", false),
  ];
  expect(step({ topic: "caf-rsa", town: "Saint-Denis", towns })).toBe("town");
  expect(toChoose("Saint-Denis", towns)).toEqual(["93066", "97411"]);
  expect([step({ topic: "caf-rsa", town: "97411", towns }), chosen("97411", towns)]).toEqual(["hours", "97411"]);
});

test("a town that nobody knows is searched by its name, and the others stay to be chosen", () => {
  expect(chooseTown("Kehl", TWO)).toMatchObject({ town: { name: "Kehl", uncoded: ["Kehl"] }, towns: TWO });
});

test("where nobody takes appointments nothing is asked", () => {
  const towns = [town("93066", "Saint-Denis (93)", false), town("97411", "Saint-Denis (974)", false)];
  expect([
    step({ towns: [] }),
    step({ topic: "caf-rsa", town: "Nancy", place: "neuhof", towns: [] }),
    step({ topic: "caf-rsa", town: "Saint-Denis", towns }),
  ]).toEqual(["nothing", "nothing", "nothing"]);
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
