/** @zones */
import { readFileSync } from "node:fs";
import { findCommune } from "#lib/server/place/find-commune.ts";
import { seriesOf } from "#lib/schedule/series.ts";
import { ACCOUNTS, ORGANISATIONS } from "#prisma/seed/organisations.ts";
import { minutes, WEEKLY } from "#prisma/seed/weekly.ts";

type Place = Readonly<
  Record<"slug" | "name" | "shortName" | "address" | "city" | "postalCode" | "inseeCode" | "source", string>
> & {
  readonly latitude: number;
  readonly longitude: number;
  readonly nationalId?: string;
};

const read = <Rows>(file: string): Rows => JSON.parse(readFileSync(`prisma/seed/${file}`, "utf8")) as Rows;
const places = read<readonly Place[]>("places-bas-rhin.json");
const topics = JSON.parse(readFileSync("data/topics.json", "utf8")) as readonly {
  readonly rank: number;
  readonly bookable: boolean;
}[];

test("the places are the 24 of the Bas-Rhin in the open data, and two town-hall annexes", () => {
  expect(places.filter((place) => "nationalId" in place)).toHaveLength(24);
  expect(places.filter((place) => !("nationalId" in place)).map(({ slug }) => slug)).toEqual([
    "mairie-neuhof",
    "mairie-hautepierre",
  ]);
});

test.each(places.map((place) => [place.slug, place] as const))(
  "%s is written as people write it, and says where it comes from",
  (_, place) => {
    for (const text of [place.name, place.shortName, place.address, place.city]) {
      expect(text).not.toMatch(/https?:|'/);
      expect(text.split(/[ ,-]/).filter((word) => word.length > 4 && word === word.toUpperCase())).toEqual([]);
    }
    expect(place.postalCode).toMatch(/^67\d{3}$/);
    expect(findCommune(place.city, place.postalCode)).toEqual({ name: place.city, code: place.inseeCode });
    expect(place.latitude).toBeGreaterThan(48);
    expect(place.longitude).toBeLessThan(8.3);
    expect(place.source).toMatch(/Licence Ouverte 2\.0|Rue89/);
  },
);

test("no two places share an address on the site or a national id", () => {
  const ids = places.flatMap((place) => place.nationalId ?? []);
  expect(new Set(places.map(({ slug }) => slug)).size).toBe(places.length);
  expect(new Set(ids).size).toBe(ids.length);
});

test.each(WEEKLY.map((weekly) => [`${weekly.place}, day ${weekly.weekday}`, weekly] as const))(
  "%s: at most a third of the desks' time can be booked",
  (_, { from, to, desks, bookableLanes, windows }) => {
    const length = minutes(to) - minutes(from);
    const bookable = windows
      .filter(({ mode }) => mode !== "walk-in")
      .reduce((sum, window) => sum + window.to - window.from, 0);
    expect(bookable * bookableLanes).toBeLessThanOrEqual((desks * length) / 3);
  },
);

test.each(WEEKLY.map((weekly) => [`${weekly.place}, day ${weekly.weekday}`, weekly] as const))(
  "%s: the windows follow each other and fill the half-day",
  (_, { from, to, windows }) => {
    const ends = windows.map((window) => window.to);
    expect(windows.map((window) => window.from)).toEqual([0, ...ends.slice(0, -1)]);
    expect(ends.at(-1)).toBe(minutes(to) - minutes(from));
  },
);

test("every weekly half-day is held at a known place, and on a day and hour that every week has", () => {
  const slugs = new Set(places.map(({ slug }) => slug));
  for (const { place, weekday, from, to } of WEEKLY) {
    expect(slugs).toContain(place);
    expect(
      seriesOf({
        timeZone: "Europe/Paris",
        weekday,
        startMinute: minutes(from),
        endMinute: minutes(to),
        everyWeeks: 1,
        fromDate: "2026-09-01",
      }),
    ).toMatchObject({ ok: true });
  }
});

test("residents may come with and without appointment", () => {
  const modes = new Set(WEEKLY.flatMap(({ windows }) => windows.map(({ mode }) => mode)));
  expect(modes).toEqual(new Set(["walk-in", "appointment", "mixed"]));
});

test("accounts are named by role, reach nobody, and belong to a known organisation", () => {
  const slugs = new Set<string>(ORGANISATIONS.map(({ slug }) => slug));
  for (const { email, organisation } of ACCOUNTS) {
    expect(email).toMatch(/^[a-z0-9-]+@demo\.strasbourg\.example$/);
    expect(slugs).toContain(organisation);
  }
});

test("topics come in a fixed order, and some can be booked", () => {
  expect(topics.map(({ rank }) => rank)).toEqual(topics.map((_, index) => index));
  expect(topics.some(({ bookable }) => bookable)).toBe(true);
});
