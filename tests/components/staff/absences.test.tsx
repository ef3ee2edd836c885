import { cleanup, screen, within } from "@testing-library/react";
import { AbsenceTouches } from "#components/staff/absences/absence-touches.tsx";
import { AbsencePanel } from "#components/staff/absences/absence-panel.tsx";
import { TeamWeek } from "#components/staff/absences/team-week.tsx";
import { WhomToCall } from "#components/staff/absences/whom-to-call.tsx";
import type { AbsenceEffect, AbsencesOfPerson, TouchedHalfDay } from "#lib/schedule/absence.ts";
import { instantOf } from "#lib/time/instant.ts";
import type { PersonOfTeam, TeamWeek as Week } from "#lib/schedule/team-week.ts";
import { shown } from "#tests/components/calendar/shown.tsx";

afterEach(cleanup);

const span = (from: string, to: string, day = "2026-11-10") => ({
  start: instantOf(`${day}T${from}:00+01:00`),
  end: instantOf(`${day}T${to}:00+01:00`),
});
const DAY = { start: span("00:00", "12:00").start, end: span("00:00", "12:00", "2026-11-11").start };
const person: AbsencesOfPerson = {
  account: "kl",
  name: "K. L.",
  timeZone: "Europe/Paris",
  today: "2026-11-09",
  morningOver: false,
  absences: [],
  coordinators: [],
};
const touched = (place: string, hours: string, to: string, change: Partial<TouchedHalfDay> = {}): TouchedHalfDay => ({
  permanence: place,
  place: { id: place, name: place },
  localDate: "2026-11-10",
  timeZone: "Europe/Paris",
  span: span(hours, to),
  hours: span(hours, to),
  desk: 1,
  nobody: true,
  alone: false,
  booked: 0,
  wanted: 0,
  couldStepIn: [],
  ...change,
});
const effect = (halfDays: readonly TouchedHalfDay[], change: Partial<AbsenceEffect> = {}): AbsenceEffect => ({
  account: "kl",
  timeZone: "Europe/Paris",
  spans: [DAY],
  ids: [],
  halfDays,
  elsewhere: 0,
  otherPlaces: 0,
  version: "version",
  ...change,
});
const days = { from: "2026-11-10", until: "2026-11-10", part: "day" } as const;
const typed = (fields: Readonly<Record<string, string>>, refusals: Readonly<Record<string, string>> = {}) => ({
  form: "absence",
  fields,
  refusals,
});

const show = (props: Partial<Parameters<typeof AbsencePanel>[0]> = {}) =>
  shown(
    <AbsencePanel
      person={person}
      looked={{ sentence: undefined }}
      typed={undefined}
      slug="ville"
      actions={(acte) => `/coordination/equipe/kl/absence/${acte}`}
      page="/coordination/equipe/kl/absence?organisation=ville"
      changes={undefined}
      settle={(day) => `/coordination/imprevu?organisation=ville&jour=${day}`}
      {...props}
    />,
  );
const fieldsOf = (button: HTMLElement) => Object.fromEntries(new FormData(button.closest("form")!));

describe("the panel of an absence", () => {
  test("has one button for each of the usual days, asks for no cause, and takes other days", () => {
    const { text, container } = show();
    for (const [name, when] of [
      ["Aujourd’hui", "today"],
      ["Demain", "tomorrow"],
      ["Cette semaine", "week"],
    ] as const) {
      const button = screen.getByRole("button", { name });
      expect(fieldsOf(button)).toEqual({ slug: "ville", when });
      expect(button.closest("form")!.getAttribute("action")).toBe("/coordination/equipe/kl/absence/voir");
    }
    expect(text).toContain("On ne note pas pourquoi.");
    expect(container.querySelector("textarea, input[type=text], input:not([type])")).toBeNull();
    expect(screen.getByLabelText("Du")).toHaveProperty("value", "2026-11-09");
    expect(text).toContain("Aucune absence notée.");
  });

  test("on a Saturday offers the next week", () => {
    show({ person: { ...person, today: "2026-11-14" } });
    expect(fieldsOf(screen.getByRole("button", { name: "La semaine prochaine" }))).toMatchObject({ when: "week" });
  });

  test("shows what it would touch before it is noted: what is short, who is booked, who could step in", () => {
    const couldStepIn = [
      { account: "ab", name: "A. B.", minutes: 720, speaks: [], but: [{ code: "outside-hours" }], seat: {} as never },
    ] as const;
    const { text } = show({
      looked: {
        sentence: typed({ slug: "ville", when: "tomorrow" }),
        effect: {
          days,
          effect: effect([
            touched("FACE Alsace", "09:00", "12:00", { couldStepIn, more: 2 }),
            touched("Meinau", "14:00", "18:00", { booked: 5, wanted: 1 }),
            touched("Schoelcher", "18:00", "19:00", { nobody: false, alone: true }),
            touched("Neuhof", "19:00", "20:00", { nobody: false }),
          ]),
        },
      },
    });
    expect(text).toMatch(/2 permanences sans personne.*9 h – 12 hFACE AlsaceAucun rendez-vous pris/u);
    expect(text).toContain(
      "Peuvent venir :A. B. · 12 heures cette semaine · hors de ses heures habituellesEt 2 autres.",
    );
    expect(text).toContain("5 rendez-vous pris (1 avec cette personne)Personne d’autre n’est libre.");
    expect(text).toContain("1 permanence avec un service civique seul");
    expect(text).toContain("1 permanence avec une personne de moins");
    expect(screen.getByRole("link", { name: /dans «.Imprévu.»/u }).getAttribute("href")).toBe(
      "/coordination/imprevu?organisation=ville&jour=2026-11-10&away%3Akl=day",
    );
    const heading = screen.getByRole("heading", { name: /mardi 10 novembre, toute la journée/u });
    expect(heading.tabIndex).toBe(-1);
    expect(screen.getByRole("button", { name: "Demain" }).getAttribute("aria-current")).toBe("true");
    expect(fieldsOf(screen.getByRole("button", { name: "Noter l’absence" }))).toEqual({
      slug: "ville",
      when: "tomorrow",
      seen: "version",
    });
    expect(fieldsOf(screen.getByRole("button", { name: "Le matin" }))).toEqual({
      slug: "ville",
      when: "tomorrow",
      part: "morning",
    });
  });

  test("says that nothing is touched, and does not say the hours of colleagues to whoever is away", () => {
    const couldStepIn = [{ account: "ab", name: "A. B.", minutes: 720, speaks: [], but: [], seat: {} as never }];
    const looked = (halfDays: readonly TouchedHalfDay[]) => ({
      sentence: typed({ when: "today" }),
      effect: { days: { ...days, until: "2026-11-13" }, effect: effect(halfDays, { elsewhere: 2 }) },
    });
    const { text } = show({ looked: looked([]) });
    expect(text).toContain("du mardi 10 novembre au vendredi 13 novembre");
    expect(text).toContain("Aucune permanence touchée.");
    expect(text).toContain("Et 2 permanences d’autres collectivités.");
    expect(screen.queryByRole("button", { name: "Le matin" })).toBeNull();
    cleanup();
    const own = show({
      looked: looked([touched("FACE", "09:00", "12:00", { couldStepIn })]),
      settle: undefined as never,
    });
    expect(own.text).toContain("A. B.");
    expect(own.text).not.toContain("12 heures");
    expect(screen.queryByRole("link", { name: /Imprévu/u })).toBeNull();
  });

  test("leads whoever plans from several days, or from no known end, to where the dates of these days are handed over", () => {
    const several = { start: DAY.start, end: instantOf("2026-11-14T00:00:00+01:00") };
    const absences = [DAY, several].map((span, id) => ({ id: String(id), span, begun: false, own: true }));
    show({ person: { ...person, absences } });
    const links = screen.getAllByRole("link", { name: /onfier ses dates/u }).map((one) => one.getAttribute("href"));
    expect(links).toEqual([
      "/coordination/equipe/kl/dates?organisation=ville&du=2026-11-10&au=2026-11-13",
      "/coordination/equipe/kl/dates?organisation=ville&du=2026-11-09",
    ]);
    cleanup();
    show({ person: { ...person, absences }, settle: undefined as never });
    expect(screen.queryByRole("link", { name: /onfier ses dates/u })).toBeNull();
  });

  test("counts half-days at other places of who coordinates some, and says who sees them", () => {
    const looked = (otherPlaces: number) => ({
      sentence: typed({ when: "today" }),
      effect: { days, effect: effect([], { otherPlaces }) },
    });
    const some = show({ looked: looked(2) });
    expect(some.text).toContain("2 autres permanences ailleurs : la coordination de la collectivité les verra.");
    expect(some.text).not.toContain("Aucune permanence touchée.");
    cleanup();
    expect(show({ looked: looked(0) }).text).not.toContain("ailleurs");
  });

  test("brings back what was typed, with the reason beside its field", () => {
    show({
      looked: {
        sentence: typed(
          { when: "days", from: "2026-11-12", until: "2026-11-11", part: "day" },
          { until: "ends-before-it-begins" },
        ),
      },
    });
    expect(screen.getByLabelText("Au")).toHaveProperty("value", "2026-11-11");
    expect(screen.getByRole("alert").textContent).toContain("La fin est avant le début.");
    expect(screen.getByLabelText("Au").closest("details")).toHaveProperty("open", true);
  });

  test("says above its buttons why one of them was refused", () => {
    show({ looked: { sentence: typed({ when: "today" }, { form: "away-already" }) } });
    expect(screen.getByRole("alert").textContent).toContain("Cette absence est déjà notée.");
    cleanup();
    show({ typed: { form: "retirer", fields: { absence: "x" }, refusals: { form: "already-over" } } });
    expect(screen.getByRole("alert").textContent).toContain("Ce jour est passé.");
  });

  test("lists what is noted: days, a morning, or hours, to change and take back; another organisation's only to read", () => {
    const absences = [
      { id: "one", span: DAY, begun: false, own: true },
      { id: "two", span: span("00:00", "13:00", "2026-11-12"), begun: false, own: true },
      { id: "three", span: span("10:20", "24:00", "2026-11-13"), begun: true, own: false },
    ];
    const fixed = absences.map((one) =>
      one.id === "three"
        ? { ...one, span: { start: one.span.start, end: instantOf("2026-11-13T12:00:00+01:00") } }
        : one,
    );
    const { text } = show({ person: { ...person, absences: fixed } });
    expect(text).toContain("mardi 10 novembre, toute la journée");
    expect(text).toContain("jeudi 12 novembre, le matin");
    expect(text).toContain("vendredi 13 novembre, de 10 h 20 à 12 h");
    expect(text).toContain("Notée par une autre collectivité.");
    expect(screen.getAllByRole("link", { name: /Imprévu.*jeudi 12/u })[0]?.getAttribute("href")).toContain(
      "jour=2026-11-12",
    );
    const remove = screen.getAllByRole("button", { name: /^Retirer/u });
    expect(remove.map(fieldsOf)).toEqual([
      { slug: "ville", absence: "one" },
      { slug: "ville", absence: "two" },
    ]);
    expect(screen.getAllByRole("link", { name: /Changer les jours/u })[1]?.getAttribute("href")).toContain(
      "changer=two",
    );
    cleanup();
    show({ person: { ...person, absences: fixed }, changes: "two" });
    expect(screen.getByLabelText("Du")).toHaveProperty("value", "2026-11-12");
    expect(screen.getByLabelText("Moment de la journée")).toHaveProperty("value", "morning");
    expect(fieldsOf(screen.getByRole("button", { name: "Voir ce que ça touche" }))).toMatchObject({ absence: "two" });
    expect(screen.queryByRole("button", { name: "Demain" })).toBeNull();
  });
});

test("where nobody is left, one tap leads to saying that it is not held; residents can book meanwhile", () => {
  const looked = (from: string) => ({
    sentence: typed({ when: "tomorrow" }),
    effect: {
      days: { from, until: from, part: "day" } as const,
      effect: effect([touched("FACE", "09:00", "12:00"), touched("Neuhof", "14:00", "16:00", { nobody: false })]),
    },
  });
  const notHeld = ({ permanence }: TouchedHalfDay) => `/conseiller/permanences/${permanence}/imprevu?raison=absence`;
  const { text } = show({ looked: looked("2026-11-10"), notHeld });
  const ways = screen.getAllByRole("link", { name: /^Personne ne peut venir.: dire qu’elle n’a pas lieu, mardi 10/u });
  expect(ways.map((one) => one.getAttribute("href"))).toEqual(["/conseiller/permanences/FACE/imprevu?raison=absence"]);
  expect(text).toContain("Ils peuvent encore prendre rendez-vous.");
});

test("once it is noted, what still stands is listed with who could step in, whom coordination calls", () => {
  const couldStepIn = [{ account: "ab", name: "A. B.", minutes: 720, speaks: [], but: [], seat: {} as never }];
  const of = (halfDays: readonly TouchedHalfDay[]) =>
    shown(<AbsenceTouches touched={effect(halfDays)} notHeld={() => "/imprevu"} />);
  const { text } = of([touched("FACE", "09:00", "12:00", { booked: 2, couldStepIn })]);
  expect(text).toContain("Les rendez-vous tiennent tant que personne ne décide.");
  expect(text).toMatch(/2 rendez-vous prisPeuvent venir :A\. B\.La coordination les appelle\./u);
  expect(screen.getByRole("link").getAttribute("href")).toBe("/imprevu");
  cleanup();
  expect(of([]).text).toBe("");
});

test("a morning that is over is not offered for today, but for other days", () => {
  const looked = (from: string) => ({
    sentence: typed({ when: "today" }),
    effect: { days: { from, until: from, part: "day" } as const, effect: effect([]) },
  });
  const offers = (from: string, morningOver: boolean): boolean => {
    cleanup();
    show({ person: { ...person, morningOver }, looked: looked(from) });
    return screen.queryByRole("button", { name: "Le matin" }) !== null;
  };
  expect([offers("2026-11-09", false), offers("2026-11-09", true), offers("2026-11-10", true)]).toEqual([
    true,
    false,
    true,
  ]);
});

test("whoever is away reads whom to call, when that line answers, what holds if nobody does, and that no message leaves", () => {
  const { text } = shown(
    <WhomToCall
      person={{ ...person, phone: "+33388000000", phoneHours: "Mo-Fr 09:00-12:00", coordinators: ["A. B.", "C. D."] }}
    />,
  );
  expect(text).toContain("Aucun message ne part tout seul.");
  expect(text).toContain("Coordination : A. B. et C. D.");
  expect(screen.getByRole("link").getAttribute("href")).toBe("tel:+33388000000");
  expect(text).toMatch(/lundi au vendredi.*9 h à 12 h/u);
  expect(text).toContain("Personne ne répond ?Les rendez-vous restent.");
});

test("where nobody is left at a half-day, whoever is away and reaches nobody reads how to say that it is not held", () => {
  const halfDay = touched("Neuhof", "09:00", "12:00");
  const { text } = shown(
    <WhomToCall person={person} notHeld={{ halfDay, href: "/conseiller/permanences/p/imprevu" }} />,
  );
  expect(text).toMatch(/Personne ne répond\s\?Dites que la permanence n’a pas lieu/u);
  expect(text).not.toContain("Les rendez-vous restent.");
  expect(screen.getByRole("link", { name: /dire qu’elle n’a pas lieu/u }).getAttribute("href")).toBe(
    "/conseiller/permanences/p/imprevu",
  );
});

describe("the week of a team", () => {
  const one = (name: string, change: Partial<PersonOfTeam> = {}): PersonOfTeam => ({
    account: name,
    name,
    languages: ["fr", "tr"],
    roles: ["conseiller"],
    minutes: 360,
    halfDays: 2,
    next: [],
    absences: [],
    ...change,
  });
  const busy = (place: string | undefined, day: string) => ({
    permanence: day,
    span: span("09:00", "12:00", day),
    timeZone: "Europe/Paris",
    ...(place !== undefined && { place }),
  });
  const week = (people: readonly PersonOfTeam[]): Week => ({
    timeZone: "Europe/Paris",
    today: "2026-11-09",
    monday: "2026-11-09",
    people,
  });

  test("has a row for each with languages, what is next, hours and the way to the absence, and the sum below", () => {
    const next = ["09", "10", "11", "12", "13"].map((day) => busy("Neuhof", `2026-11-${day}`));
    const people = [
      one("A. B.", { next }),
      one("M. N.", { roles: ["civic-service"], languages: ["fr"], minutes: 0, halfDays: 0, absences: [DAY] }),
      one("Z.", { next: [busy(undefined, "2026-11-10")] }),
    ];
    shown(
      <TeamWeek
        week={week(people)}
        address={{ organisation: "ville", day: "2026-11-09", person: "A. B." }}
        people={people}
      />,
    );
    const rows = within(screen.getByRole("table")).getAllByRole("row").slice(1);
    const texts = rows.map((row) => row.textContent?.replaceAll("\u00a0", " "));
    expect(texts[0]).toContain("A. B.Conseiller numériqueturclundi 9 novembre, 9 h Neuhof");
    expect(texts[0]).toContain("et 1 autre6 heures2 permanences");
    expect(texts[1]).toContain("M. N.Service civiqueabsence : mardi 10 novembre, toute la journée");
    expect(texts[1]).toContain("aucune permanence");
    expect(texts[2]).toContain("mardi 10 novembre, 9 h ailleurs");
    expect(texts[3]).toContain("Ensemble12 heures4 permanences");
    const link = within(rows[1]!).getByRole("link", { name: "Absence de M. N." });
    expect(link.getAttribute("href")).toContain("personne=M.+N.#absence");
    expect(within(rows[0]!).getByRole("link").getAttribute("aria-current")).toBe("true");
  });
});
