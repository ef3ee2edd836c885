import { cleanup, screen, within } from "@testing-library/react";
import { DatesToHandOver } from "#components/staff/people/dates-to-hand-over.tsx";
import { LeftBehind } from "#components/staff/people/left-behind.tsx";
import type { DatesToHandOver as Dates } from "#lib/schedule/dates-to-hand-over.ts";
import { instantOf } from "#lib/time/instant.ts";
import { shown } from "#tests/components/calendar/shown.tsx";

const span = { start: instantOf("2027-03-08T09:00:00+01:00"), end: instantOf("2027-03-08T12:00:00+01:00") };
const date = (localDate: string, place = "Neuhof") => ({ permanence: localDate, place, localDate });
const dates = (change: Partial<Dates> = {}): Dates => ({
  account: "awa",
  name: "Awa",
  dates: [date("2027-03-01"), date("2027-03-08", "Meinau"), date("2027-03-15")],
  otherPlaces: 2,
  colleagues: [
    { account: "cem", name: "Cem", dates: 3 },
    { account: "bo", name: "Bo", dates: 2 },
  ],
  ...change,
});
const seat = { account: "bo", desk: 1, span };
const former = { ...seat, account: "awa", id: "a", permanence: "p", topicKeys: [] };
const CHOSEN: Dates["chosen"] = {
  account: "bo",
  name: "Bo",
  planned: [
    { ...seat, ...date("2027-03-01"), former, but: [] },
    { ...seat, ...date("2027-03-15"), former, but: [{ code: "outside-hours" }] },
  ],
  without: [
    {
      ...date("2027-03-08", "Meinau"),
      refusal: "planned-elsewhere",
      elsewhere: { permanence: "e", place: "Neuhof", span, timeZone: "Europe/Paris" },
    },
  ],
};
const show = (change: Partial<Dates> = {}, byMail = false) =>
  shown(
    <DatesToHandOver
      dates={dates(change)}
      address={{ organisation: "ville", from: "2027-03-01" }}
      typed={undefined}
      byMail={byMail}
    />,
  );

test("says how many dates there are from a day on, also elsewhere, and leads on with who is free at how many", () => {
  const { text } = show();
  expect(text).toMatch(/3.dates à confier\./u);
  expect(text).toMatch(/2.autres dates sont dans des lieux que vous ne planifiez pas/u);
  const bo = screen.getByRole("link", { name: /^Bo\s*libre pour 2.dates sur 3$/u });
  expect(bo.getAttribute("href")).toBe("/coordination/equipe/awa/dates?organisation=ville&du=2027-03-01&a=bo#prend");
  expect(screen.getByLabelText("À partir du")).toHaveProperty("value", "2027-03-01");
  expect(screen.queryByRole("button", { name: /Confier/u })).toBeNull();
  cleanup();
  expect(show({ colleagues: [] }).text).toContain("Personne n’est libre à ces dates.");
  cleanup();
  expect(show({ dates: [], colleagues: [] }).text).toContain("Aucune date à confier.");
});

test("of a colleague says what they would take, what to check, what stays and why; one button hands over", () => {
  const { text } = show({ chosen: CHOSEN });
  const region = screen.getByRole("region", { name: /^Bo prend 2.dates$/u });
  const lines = within(region)
    .getAllByRole("listitem")
    .map((one) => one.textContent);
  expect(lines).toContainEqual(expect.stringMatching(/^lundi 15 mars, Neuhof \(hors de ses heures habituelles\)$/u));
  expect(lines).toContainEqual(expect.stringMatching(/^lundi 8 mars, Meinau \(à Neuhof de 9.h à 12.h\)$/u));
  expect(text).toMatch(/1.date reste à confier/u);
  expect(text).toMatch(/À prévenir vous.même.: Bo\./u);
  const button = screen.getByRole("button", { name: /^Confier ces 2.dates à Bo$/u });
  const form = button.closest("form")!;
  expect(form.getAttribute("action")).toMatch(/\/dates\/confier\?organisation=ville&du=2027-03-01$/u);
  expect(Object.fromEntries(new FormData(form))).toEqual({ to: "bo" });
  cleanup();
  expect(show({ chosen: CHOSEN }, true).text).toMatch(/Un mail leur dit ce qui change.: Bo\./u);
});

test("the page of a person counts every date, and not those alone that it lists", () => {
  const theirs = {
    halfDays: [{ id: "h", place: "Neuhof", starts: span.start, timeZone: "Europe/Paris" }],
    tokens: [],
    made: { devices: 0, shares: 0 },
  };
  const { text } = shown(<LeftBehind person={{ ...theirs, dates: 63 }} datesHref="/d" />);
  expect(text).toMatch(/63.permanences à venir.*Et 62.autres/u);
  expect(screen.getByRole("link", { name: "Confier ses dates" })).toBeDefined();
  cleanup();
  expect(shown(<LeftBehind person={{ ...theirs, dates: 1 }} datesHref={undefined} />).text).not.toContain("autres");
});
