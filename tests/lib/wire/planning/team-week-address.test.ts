import { absenceAddress, readTeamWeekAddress, teamWeekAddress } from "#lib/wire/planning/team-week-address.ts";

const PERSON = "0198c0de-0000-7000-8000-000000000001";
const read = (query: string) => {
  const values = new URLSearchParams(query);
  return readTeamWeekAddress((name) => values.get(name) ?? undefined);
};

test("the address of a team's week is read as it was written, from the Monday of its day", () => {
  const address = { organisation: "ville", day: "2026-11-09", language: "ar", person: PERSON };
  const written = teamWeekAddress(address);
  expect(written).toBe(
    `/coordination/equipe/semaine?organisation=ville&semaine=2026-11-09&langue=ar&personne=${PERSON}`,
  );
  expect(read(written.split("?")[1] ?? "")).toEqual(address);
  expect(read("semaine=2026-11-12")).toEqual({ day: "2026-11-09" });
  expect(teamWeekAddress({})).toBe("/coordination/equipe/semaine");
});

test("what an address cannot be is left out", () => {
  expect(read("semaine=2026-02-30&langue=A%27&personne=nobody")).toEqual({});
});

test("the absence of one person has an address of its own, and its forms know the week beside which they stand", () => {
  expect(absenceAddress(PERSON, { organisation: "ville" })).toBe(
    `/coordination/equipe/${PERSON}/absence?organisation=ville`,
  );
  expect(absenceAddress(PERSON, { day: "2026-11-09" }, "/voir")).toBe(
    `/coordination/equipe/${PERSON}/absence/voir?semaine=2026-11-09`,
  );
});
