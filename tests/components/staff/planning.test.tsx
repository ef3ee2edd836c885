import { cleanup, screen, within } from "@testing-library/react";
import { HalfDayPanel } from "#components/staff/planning/half-day-panel.tsx";
import { Month } from "#components/staff/planning/month.tsx";
import { Sheets } from "#components/staff/planning/sheets.tsx";
import { PeopleOfWeek, WeekByPerson } from "#components/staff/planning/week-by-person.tsx";
import { UndoCard } from "#components/staff/planning/undo-card.tsx";
import { WeekByPlace } from "#components/staff/planning/week-by-place.tsx";
import { LastAct, WeekHead } from "#components/staff/planning/week-head.tsx";
import { staffingOf } from "#lib/schedule/staffing.ts";
import type { ChosenHalfDay, HalfDayOfWeek, PlannedAct, Week, OwnHalfDay } from "#lib/schedule/planned-week.ts";
import { instantOf } from "#lib/time/instant.ts";
import { plusDays } from "#lib/time/zone.ts";
import { shown } from "#tests/components/calendar/shown.tsx";
import { PlanSomebody } from "#components/staff/planning/plan-somebody.tsx";
import { OwnWeek } from "#components/staff/planning/own-week.tsx";
import { PlanningFileForm } from "#components/staff/planning/planning-file-form.tsx";
import { PlanningImport } from "#components/staff/planning/planning-import.tsx";
import type { ImportUndone, PlanningImportReport } from "#lib/wire/planning/planning-import.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { teamFr as fr } from "#tests/support/catalogues.ts";

afterEach(cleanup);

const PLACE = {
  id: "0198c0de-0000-7000-8000-000000000001",
  name: "Neuhof",
  address: "1 place des Colombes, 67100 Strasbourg",
};
const address = { organisation: "ville", day: "2027-03-01", view: "lieux", short: false } as const;
const span = (day: string, from: string, to: string) => ({
  start: instantOf(`${day}T${from}:00+01:00`),
  end: instantOf(`${day}T${to}:00+01:00`),
});

/** A half-day of two desks from 9 to 12, with these people, each at the next desk. */
function halfDay(day: string, people: readonly string[], change: Partial<HalfDayOfWeek> = {}): HalfDayOfWeek {
  const hours = span(day, "09:00", "12:00");
  const seats = people.map((name, index) => ({
    id: `seat ${name} ${day}`,
    permanence: day,
    account: name,
    name,
    desk: index + 1,
    span: hours,
    topicKeys: [],
    learns: name === "Service",
    away: false,
  }));
  return {
    id: day,
    place: PLACE,
    localDate: day,
    timeZone: "Europe/Paris",
    span: hours,
    status: "scheduled",
    desks: 2,
    seats,
    staffing: staffingOf(
      hours,
      2,
      seats.map((seat) => ({ ...seat, absences: [] })),
    ),
    ...change,
  };
}

function weekOf(halfDays: readonly HalfDayOfWeek[], change: Partial<Week> = {}): Week {
  const days = Array.from({ length: 6 }, (_, index) => plusDays("2027-03-01", index));
  return {
    timeZone: "Europe/Paris",
    today: "2027-03-01",
    days: days.map((localDate) => {
      const held = halfDays.filter((one) => one.localDate === localDate && one.status !== "cancelled");
      return {
        localDate,
        halfDays: held.length,
        desks: held.length * 2,
        held: held.reduce((sum, { staffing }) => sum + (staffing?.held ?? 0), 0),
      };
    }),
    places: [{ ...PLACE, halfDays, workshops: [], shut: [] }],
    people: [],
    more: false,
    ...change,
  };
}

const cardOf = (name: RegExp) => screen.getByRole("link", { name });

describe("the week by place", () => {
  const show = (week: Week) => shown(<WeekByPlace week={week} address={address} days={week.days} />);

  test("says by word and not by colour alone what is short, and of whom", () => {
    show(weekOf([halfDay("2027-03-01", ["Awa"]), halfDay("2027-03-02", ["Awa", "Bo"])]));
    const [short, whole] = screen.getAllByRole("link");
    expect(short?.textContent).toMatch(/9.h – 12.h.*2.tables.*Awa.*il manque 1.personne/u);
    expect(whole?.textContent).not.toContain("manque");
    expect(short?.querySelector("use")?.getAttribute("href")).toBe("/icons.svg#warning");
  });

  test("tells a desk that nobody holds apart from one that somebody holds for a part of the time", () => {
    const half = halfDay("2027-03-01", ["Awa"]);
    const hours = span("2027-03-01", "10:00", "12:00");
    const seats = half.seats.map((seat) => ({ ...seat, span: hours }));
    const staffing = staffingOf(
      half.span,
      2,
      seats.map((seat) => ({ ...seat, absences: [] })),
    );
    show(weekOf([{ ...half, seats, staffing }]));
    const [card] = screen.getAllByRole("link");
    expect(card?.textContent).toMatch(/il manque 1.personne.*Table 1.: à pourvoir de 9.h à 10.h$/u);
  });

  test("says why a cancelled half-day is not held once, where its closure says it already", () => {
    const shut = [{ localDate: "2027-03-01", closure: "Inventaire" }];
    const held = [
      halfDay("2027-03-01", [], { status: "cancelled", why: "Inventaire" }),
      halfDay("2027-03-02", [], { status: "cancelled", why: "Travaux" }),
    ];
    show(weekOf(held, { places: [{ ...PLACE, halfDays: held, workshops: [], shut }] }));
    const [closed, other] = screen.getAllByRole("link").map(({ textContent }) => textContent);
    expect(closed).not.toContain("Inventaire");
    expect(other).toMatch(/Annulée\s*Travaux/u);
  });

  test("says of a half-day that goes on at fewer desks how many there are and since when, and that nobody is missing", () => {
    const half = halfDay("2027-03-01", ["Awa"]);
    const staffing = {
      held: 1,
      missing: 0,
      gaps: [],
      closed: [{ desk: 2, span: span("2027-03-01", "09:10", "12:00") }],
    };
    show(weekOf([{ ...half, staffing }]));
    const [card] = screen.getAllByRole("link");
    expect(card?.textContent).toMatch(/1.table, depuis 9.h.10.*Awa$/u);
  });

  test("shows a workshop with how many places are taken, as no half-day and leading nowhere", () => {
    const workshop = {
      id: "w",
      place: PLACE.name,
      localDate: "2027-03-02",
      timeZone: "Europe/Paris",
      span: span("2027-03-02", "14:00", "16:00"),
      title: "Mes photos",
      cancelled: false,
      booked: 3,
      capacity: 8,
    };
    const workshops = [workshop, { ...workshop, id: "x", cancelled: true }];
    show(weekOf([], { places: [{ ...PLACE, halfDays: [], workshops, shut: [] }] }));
    const [held, cancelled] = screen.getAllByText(/Atelier :/u).map(({ parentElement }) => parentElement?.textContent);
    expect(held).toMatch(/14.h – 16.h.*Mes photos.*3 places prises sur 8/u);
    expect(cancelled).toContain("Atelier annulé");
    expect(screen.queryByRole("link")).toBeNull();
  });

  test("says when a service civique is alone, when a table has nobody for a part, and why it is cancelled", () => {
    const part = halfDay("2027-03-03", ["Awa", "Bo"]);
    const gaps = [{ desk: 2, span: span("2027-03-03", "11:00", "12:00") }];
    show(
      weekOf([
        halfDay("2027-03-01", ["Service"], { desks: 1 }),
        { ...halfDay("2027-03-02", []), status: "cancelled", why: "Travaux", staffing: undefined } as never,
        { ...part, staffing: { held: 1, missing: 1, closed: [], gaps } },
      ]),
    );
    const [alone, cancelled, partly] = screen.getAllByRole("link").map((link) => link.textContent);
    expect(alone).toContain("un service civique seul");
    expect(cancelled).toMatch(/Annulée\s*Travaux/u);
    expect(partly).toMatch(/personne de 11.h à 12.h/u);
  });

  test("is a table with its days and places as headings, absences, shut days and the desks held", () => {
    const week = weekOf([halfDay("2027-03-01", ["Awa"])], {
      people: [
        {
          account: "a",
          name: "Cem",
          languages: [],
          learns: false,
          minutes: 0,
          halfDays: [],
          absences: [span("2027-03-02", "00:00", "23:00")],
        },
      ],
    });
    const shut = [
      { localDate: "2027-03-04", closure: "Inventaire" },
      { localDate: "2027-03-05", closure: "Inventaire" },
    ];
    show({ ...week, places: [{ ...week.places[0]!, shut }] });
    const grid = screen.getByRole("table", { name: /Par lieu, du lundi 1er mars au samedi 6 mars/u });
    expect(within(grid).getAllByRole("columnheader")[1]?.textContent).toBe("lundi 1er marsaujourd’hui");
    expect(
      within(grid)
        .getAllByRole("rowheader")
        .map((head) => head.textContent),
    ).toEqual(["Absences", "NeuhofInventaire", "Tables tenues"]);
    const [absences, place, held] = within(grid).getAllByRole("row").slice(1);
    expect(within(absences!).getAllByRole("cell")[1]?.textContent).toMatch(/Cem.: absence/u);
    // The sentence stands once beside the name of the place.
    for (const day of [3, 4]) expect(within(place!).getAllByRole("cell")[day]?.textContent).toBe("Lieu fermé ");
    expect(
      within(held!)
        .getAllByRole("cell")
        .slice(0, 2)
        .map((cell) => cell.textContent),
    ).toEqual(["1 sur 2", "aucune"]);
  });
});

test("the week by person names the place and the others, and for how long somebody is planned", () => {
  const held = halfDay("2027-03-01", ["Awa", "Bo"]);
  const week = weekOf([held], {
    people: [
      {
        account: "Awa",
        name: "Awa",
        languages: [],
        learns: false,
        minutes: 180,
        halfDays: [{ ...held, seat: held.seats[0]! }],
        absences: [],
      },
    ],
  });
  shown(<WeekByPerson week={week} address={address} days={week.days} />);
  cleanup();
  const { text } = shown(<PeopleOfWeek week={week} address={address} days={week.days} />);
  expect(text).toContain("Awa3 heures cette semainelundi 1er marsNeuhof9 h – 12 h");
  cleanup();
  shown(<WeekByPerson week={week} address={address} days={week.days} />);
  expect(screen.getByRole("rowheader").textContent).toMatch(/Awa3.heures cette semaine/u);
  expect(cardOf(/^Awa$/u).getAttribute("href")).toContain("personne=Awa");
  cleanup();
  shown(<WeekByPerson week={week} address={{ ...address, person: "Awa" }} days={week.days} />);
  expect(cardOf(/^Tout le monde$/u).getAttribute("href")).not.toContain("personne=");
  const card = cardOf(/Neuhof/u);
  expect(card.textContent).toMatch(/· Bo$/u);
  expect(card.getAttribute("href")).toContain("permanence=2027-03-01");
});

test("the week by person leads whoever notes absences to that of each person, in that week", () => {
  const person = { account: "Awa", name: "Awa", languages: [], learns: false, minutes: 0, halfDays: [], absences: [] };
  const week = weekOf([], { people: [person] });
  shown(
    <>
      <WeekByPerson week={week} address={address} days={week.days} notesAbsences />
      <PeopleOfWeek week={week} address={address} days={week.days} notesAbsences />
    </>,
  );
  const links = screen.getAllByRole("link", { name: "Noter une absence de Awa" });
  expect(links.map((link) => link.getAttribute("href"))).toEqual(
    Array.from(
      { length: 2 },
      () => "/coordination/equipe/semaine?organisation=ville&semaine=2027-03-01&personne=Awa#absence",
    ),
  );
  cleanup();
  shown(<WeekByPerson week={week} address={address} days={week.days} />);
  expect(screen.queryByRole("link", { name: /absence/u })).toBeNull();
});

test("a month names the public holidays of each week, on which fewer half-days are held", () => {
  const week = weekOf([halfDay("2027-03-01", ["Awa", "Bo"])]);
  const days = week.days.map((day) =>
    day.localDate === "2027-03-05" ? { ...day, holiday: "good-friday" as const } : day,
  );
  const { text } = shown(<Month week={{ ...week, days }} address={{ ...address, view: "mois" }} />);
  expect(text).toMatch(/1 permanence.*vendredi 5 mars.*Jour férié Vendredi saint/u);
});

test("a month says for each week the days that are short, and who has more than a full week", () => {
  const days = Array.from({ length: 12 }, (_, index) => ({
    ...halfDay("2027-03-02", ["Awa", "Bo"]),
    id: String(index),
  }));
  const week = weekOf([halfDay("2027-03-01", []), ...days], {
    people: [
      {
        account: "Awa",
        name: "Awa",
        languages: [],
        learns: false,
        minutes: 0,
        halfDays: days.map((one) => ({ ...one, seat: one.seats[0]! })),
        absences: [],
      },
    ],
  });
  const { text } = shown(<Month week={week} address={{ ...address, view: "mois" }} />);
  expect(text).toContain("13 permanences");
  expect(cardOf(/lundi 1er mars · 1 à compléter/u).getAttribute("href")).toContain("completer=1");
  expect(text).toContain("Awa : 36 heures");
});

describe("the panel of a half-day", () => {
  const person = (name: string, not?: ChosenHalfDay["people"][number]["not"]) => ({
    account: name,
    name,
    languages: ["fr", "ar"],
    learns: false,
    minutes: 480,
    speaks: [],
    but: [],
    ...(not && { not }),
  });
  const chosen = (change: Partial<ChosenHalfDay> = {}): ChosenHalfDay => ({
    ...halfDay("2027-03-01", ["Awa"]),
    windows: [
      { span: span("2027-03-01", "09:00", "10:00"), mode: "appointment" },
      { span: span("2027-03-01", "10:00", "12:00"), mode: "walk-in" },
    ],
    topicKeys: [],
    toTell: 0,
    later: { count: 26, until: "2027-06-30", everyWeek: true, planned: { Awa: 2 } },
    booked: 6,
    halfHours: 8,
    over: false,
    people: [
      person("Awa", { refusal: "planned-here" }),
      person("Bo"),
      person("Cem", {
        refusal: "planned-elsewhere",
        elsewhere: {
          permanence: "x",
          place: "Meinau",
          span: span("2027-03-01", "11:00", "14:00"),
          timeZone: "Europe/Paris",
        },
      }),
    ],
    ...change,
  });
  const show = (halfDayShown: ChosenHalfDay, more: Partial<Parameters<typeof HalfDayPanel>[0]> = {}) =>
    shown(
      <HalfDayPanel
        halfDay={halfDayShown}
        address={{ ...address, permanence: PLACE.id }}
        typed={undefined}
        topics={[]}
        weekly={undefined}
        {...more}
      />,
    );

  test("says how people come, who is at which desk, and how many appointments there are", () => {
    const { text } = show(chosen());
    expect(text).toContain("9 h – 10 h sur rendez-vous");
    expect(text).toContain("Table 1 : Awa");
    expect(text).toContain("Table 2 : à pourvoir de 9 h à 12 h");
    expect(text).toContain("6 pris8 demi-heures réservables");
  });

  test("has one button for each who is free, and says of the others where they are", () => {
    const { text } = show(chosen());
    const button = screen.getByRole("button", { name: /Planifier Bo.*8.heures.*arabe/u });
    const form = button.closest("form")!;
    expect(form.getAttribute("action")).toContain("/coordination/planning/planifier?");
    expect(new FormData(form).get("account")).toBe("Bo");
    expect(screen.queryByRole("button", { name: /Planifier Cem/u })).toBeNull();
    expect(text).toContain("Cem (à Meinau de 11 h à 14 h)");
  });

  test("says on the button of whoever is free what speaks against it", () => {
    const busy = { permanence: "x", span: span("2027-03-01", "12:15", "14:00"), timeZone: "Europe/Paris" };
    const but = [
      { code: "travel-too-short", busy: { ...busy, place: "Meinau" }, has: 15, needed: 37 },
      { code: "travel-too-short", busy: { ...busy, span: span("2027-03-01", "07:00", "09:00") }, has: 0 },
      { code: "alone" },
      { code: "outside-hours" },
      { code: "language-missing", languages: ["fr", "ar"] },
      { code: "topic-missing", topicKeys: [] },
    ] as const;
    show(chosen({ people: [{ ...person("Bo"), but }] }));
    const said = screen.getByRole("button", { name: /Planifier Bo/u }).textContent;
    for (const sentence of [
      /trajet trop court.: 15.minutes, il faut 37.minutes/u,
      /trajet trop court.: aucune minute entre les deux/u,
      /serait un service civique seul/u,
      /hors de ses heures habituelles/u,
      /langue manquante.: français et arabe/u,
      /ne fait pas toutes les démarches/u,
    ])
      expect(said).toMatch(sentence);
  });

  test("says beside a desk that its person is no longer of the team, and leads to handing their dates over", () => {
    const [gone] = halfDay("2027-03-01", ["Awa"]).seats;
    show(chosen({ seats: [{ ...gone!, away: true, left: true }] }), { notesAbsences: true });
    expect(screen.getByText(/^Table 1.: Awa \(plus dans l’équipe ici\)$/u)).toBeDefined();
    const link = screen.getByRole("link", { name: "Confier les dates de Awa" });
    expect(link.getAttribute("href")).toBe("/coordination/equipe/Awa/dates?organisation=ville");
    expect(screen.queryByRole("link", { name: "Absence de Awa" })).toBeNull();
  });

  test("leads to the half-day to complete next, of which it says day, hours and place", () => {
    show(chosen(), { next: { ...halfDay("2027-03-02", []), id: PLACE.id } });
    const link = screen.getByRole("link", { name: /^À compléter ensuite.: mardi 2 mars, 9.h – 12.h, Neuhof$/u });
    expect(link.getAttribute("href")).toContain(`permanence=${PLACE.id}#permanence`);
  });

  test("says its day, hours and place when it is opened, and closed it leads to the heading of the week", () => {
    show(chosen());
    const panel = screen.getByRole("region", { name: /^Lundi 1er mars, de 9.h à 12.h Neuhof$/u });
    expect(panel.tabIndex).toBe(-1);
    expect(panel.id).toBe("permanence");
    expect(screen.getByRole("link", { name: "Fermer le détail" }).getAttribute("href")).toMatch(/#semaine$/u);
  });

  test("of a cancelled half-day says when and by whom, what residents read, whom to tell, and offers nothing to book", () => {
    const cancelled = chosen({
      status: "cancelled",
      over: true,
      why: "Travaux",
      booked: 1,
      cancellation: { at: instantOf("2027-02-26T16:05:00+01:00"), by: "Cem", toTell: 2, byHand: true },
    });
    const { text } = show(cancelled);
    expect(text).toMatch(/Annulée le vendredi 26 février à 16.h.05 par Cem\./u);
    expect(text).toMatch(/Les habitants lisent.: Travaux/u);
    expect(text).toMatch(/Étaient prévus.: Awa/u);
    expect(text).not.toMatch(/réservable|pris/u);
    expect(screen.getByRole("link", { name: /2.personnes à prévenir/u }).getAttribute("href")).toMatch(
      /\/a-prevenir$/u,
    );
    expect(screen.getByRole("link", { name: "La tenir finalement" }).getAttribute("href")).toMatch(
      /\/conseiller\/permanences\/.*\/imprevu$/u,
    );
    expect(screen.getByRole("link", { name: "Qui a changé quoi" }).getAttribute("href")).toMatch(/\/histoire$/u);
    cleanup();
    show({ ...cancelled, cancellation: { toTell: 0, byHand: false } });
    expect(screen.queryByRole("link", { name: "La tenir finalement" })).toBeNull();
    screen.getByText("Personne ne doit être prévenu.");
  });

  test("takes somebody off, and leads to « comme chaque semaine » where there is a series", () => {
    show(chosen());
    expect(new FormData(screen.getByRole("button", { name: "Retirer Awa" }).closest("form")!).get("assignment")).toBe(
      "seat Awa 2027-03-01",
    );
    expect(cardOf(/^Mettre Awa chaque semaine, jusqu’au 30 juin 2027 \(24.dates\)$/u).getAttribute("href")).toContain(
      "chaque=Awa",
    );
    cleanup();
    show(chosen({ later: { count: 5, until: "2027-06-07", everyWeek: false, planned: {} } }));
    expect(cardOf(/^Mettre Awa à chaque date de cet horaire, jusqu’au 7 juin 2027 \(5.dates\)$/u)).toBeDefined();
    cleanup();
    const { later: _, ...alone } = chosen();
    show(alone);
    expect(screen.queryByRole("link", { name: /chaque semaine/u })).toBeNull();
    expect(cardOf(/Changer ou annuler/u).getAttribute("href")).toBe("/coordination/permanences/2027-03-01");
  });

  test("leads to « retirer désormais » of who is planned on later dates, and not to « chaque semaine » once they are on all", () => {
    show(chosen());
    expect(cardOf(/^Retirer Awa désormais$/u).getAttribute("href")).toContain("retirer=Awa");
    cleanup();
    const onAll = { count: 2, until: "2027-06-30", everyWeek: true, planned: { Awa: 2 } };
    show(chosen({ later: onAll }));
    expect(screen.queryByRole("link", { name: /chaque semaine/u })).toBeNull();
    cleanup();
    const { text } = show(chosen({ later: onAll }), {
      address: { ...address, permanence: PLACE.id, off: "Awa" },
      off: { dates: ["2027-03-01", "2027-03-08"] },
    });
    expect(text).toMatch(/2.dates, du 1er? mars 2027 au 8 mars 2027\./u);
    const form = screen.getByRole("button", { name: /Retirer de ces 2.dates/u }).closest("form")!;
    expect(form.getAttribute("action")).toMatch(/\/retirer-desormais\?/u);
    expect(new FormData(form).get("account")).toBe("Awa");
    cleanup();
    show(chosen({ later: { ...onAll, planned: {} } }));
    expect(screen.queryByRole("link", { name: /désormais/u })).toBeNull();
  });

  test("« comme chaque semaine » asks until when, and whether every second week alone, of a series of each week", () => {
    const weekly = { planned: [], already: 0, without: [] };
    const asked = { ...address, permanence: PLACE.id, weekly: "Awa", until: "2027-05-31", everyOther: true as const };
    show(chosen(), { address: asked, weekly });
    const form = screen.getByLabelText("Jusqu’au").closest("form")!;
    expect([...new FormData(form)]).toEqual(
      expect.arrayContaining([
        ["chaque", "Awa"],
        ["jusque", "2027-05-31"],
        ["alterne", "1"],
      ]),
    );
    cleanup();
    const { everyOther: _, ...plain } = asked;
    show(chosen({ later: { count: 5, until: "2027-06-07", everyWeek: false, planned: {} } }), {
      address: plain,
      weekly,
    });
    screen.getByLabelText("Jusqu’au");
    expect(screen.queryByRole("checkbox", { name: /sur deux/u })).toBeNull();
  });

  test("leads whoever notes absences to that of a person at a desk, in the week of the half-day", () => {
    show(chosen(), { notesAbsences: true });
    expect(cardOf(/Absence de Awa/u).getAttribute("href")).toBe(
      "/coordination/equipe/semaine?organisation=ville&semaine=2027-03-01&personne=Awa#absence",
    );
    cleanup();
    show(chosen());
    expect(screen.queryByRole("link", { name: /Absence de/u })).toBeNull();
  });

  test("« comme chaque semaine » first says which dates are possible, and of the others why not", () => {
    const { text } = show(chosen(), {
      address: { ...address, permanence: PLACE.id, weekly: "Awa" },
      weekly: {
        planned: [
          {
            account: "Awa",
            desk: 1,
            span: span("2027-03-08", "09:00", "12:00"),
            permanence: "p",
            localDate: "2027-03-08",
          },
        ],
        already: 1,
        without: [{ permanence: "q", localDate: "2027-03-15", refusal: "absent" }],
      },
    });
    expect(text).toContain("1 autre date possible. 1 date déjà planifiée.");
    expect(text).toContain("lundi 15 mars (absence)");
    expect(text).toMatch(/Du 8 mars 2027 au 8 mars 2027 : voir les dates.*lundi 8 mars/u);
    const form = screen.getByRole("button", { name: "Planifier cette date" }).closest("form")!;
    expect(form.getAttribute("action")).toContain("/chaque-semaine?");
  });

  test("leads to whom to call as long as people are to be told, of one that is held too", () => {
    show(chosen({ toTell: 2 }));
    expect(cardOf(/2.personnes à prévenir/u).getAttribute("href")).toBe(
      "/conseiller/permanences/2027-03-01/a-prevenir",
    );
    cleanup();
    show(chosen());
    expect(screen.queryByRole("link", { name: /prévenir/u })).toBeNull();
  });

  test("of one that is over changes nothing", () => {
    show(chosen({ over: true }));
    expect(screen.queryAllByRole("button")).toEqual([]);
  });

  test("brings back what was typed for a part, with the reason beside its field", () => {
    const typed = {
      form: "planifier-partie",
      fields: { account: "Bo", desk: "2", from: "8 h", to: "10 h" },
      refusals: { from: "outside-half-day" },
    };
    show(chosen(), { typed });
    expect(screen.getByRole("textbox", { name: "De" })).toHaveProperty("value", "8 h");
    expect(screen.getByRole("alert").textContent).toContain("Ces heures ne sont pas dans celles de la permanence.");
  });
});

describe("the heading of the week", () => {
  test("takes the focus from the links and the filters of the week, which lead to it", () => {
    const { container } = shown(
      <WeekHead week={weekOf([halfDay("2027-03-01", ["Awa"])])} address={address} day="2027-03-01" places={[]} />,
    );
    const heading = screen.getByRole("heading", { level: 1, name: /^Semaine du 1er mars/u });
    expect([heading.id, heading.tabIndex]).toEqual(["semaine", -1]);
    for (const name of ["Semaine d’avant", "Semaine d’après", "Par personne", "Mois", "Cette semaine"])
      expect(screen.getByRole("link", { name }).getAttribute("href")).toMatch(/#semaine$/u);
    expect(container.querySelector("form[method=get]")?.getAttribute("action")).toMatch(/#semaine$/u);
  });
});

describe("the sheets of a week", () => {
  const monday = halfDay("2027-03-01", ["Awa", "Bo"]);
  const show = (week: Week, view: "lieux" | "personnes") =>
    shown(
      <Sheets
        week={week}
        address={{ ...address, view, sheets: true }}
        days={week.days}
        service={{ service: "Aide numérique", phone: "+33353010067" }}
      />,
    );

  test("are one a place, each on a page of its own, with hours, desks and people; none for a place without anything", () => {
    const places = [
      { ...PLACE, halfDays: [monday], workshops: [], shut: [] },
      {
        id: "b",
        name: "Meinau",
        address: "",
        halfDays: [halfDay("2027-03-02", [], { status: "cancelled", why: "Travaux" })],
        workshops: [],
        shut: [],
      },
      { id: "c", name: "Vide", address: "", halfDays: [], workshops: [], shut: [] },
    ];
    const { container } = show(weekOf([monday], { places }), "lieux");
    const sheets = [...container.querySelectorAll("section")];
    expect(sheets.map((sheet) => sheet.querySelector("h2")?.textContent)).toEqual(["Neuhof", "Meinau"]);
    expect(sheets[0]?.textContent).toMatch(/1er mars.*lundi 1er mars.*9.h – 12.h · 2.tables · Awa et Bo/u);
    expect(sheets[1]?.textContent).toContain("Annulée");
    for (const sheet of sheets) expect(sheet.className).toContain("print:break-after-page");
  });

  test("are one a person with their own hours and desk, and their absences", () => {
    const [seat] = monday.seats;
    const part = { ...monday, seat: { ...seat!, span: span("2027-03-01", "10:00", "12:00"), desk: 2 } };
    const someone = { languages: [], learns: false, minutes: 120, absences: [] };
    const people = [
      { ...someone, account: "Awa", name: "Awa", halfDays: [part] },
      { ...someone, account: "Bo", name: "Bo", halfDays: [], absences: [span("2027-03-02", "00:00", "23:00")] },
      { ...someone, account: "Cem", name: "Cem", halfDays: [] },
    ];
    const { container } = show(weekOf([monday], { people }), "personnes");
    const sheets = [...container.querySelectorAll("section")].map(({ textContent }) => textContent ?? "");
    expect(sheets).toHaveLength(2);
    expect(sheets[0]).toMatch(
      /^Awa.*Aide numérique · 03.53.01.00.67.*10.h – 12.h · Neuhof · table 21 place des Colombes, 67100 StrasbourgAvec Bo/u,
    );
    expect(sheets[1]).toMatch(/^Bo.*mardi 2 mars.*absence/u);
  });

  test("are none, which is said, where nobody is planned", () => {
    const { text } = show(weekOf([monday]), "personnes");
    expect(text).toContain("aucune feuille");
  });

  test("lead back to the week", () => {
    show(weekOf([monday]), "lieux");
    expect(screen.getByRole("link", { name: "Revenir à la semaine" }).getAttribute("href")).toBe(
      "/coordination/planning?organisation=ville&semaine=2027-03-01",
    );
  });
});

describe("the last act of planning", () => {
  const what: PlannedAct = { did: "planned", people: ["Awa"], place: "Neuhof", localDate: "2027-03-15", halfDays: 1 };
  const head = (last: NonNullable<Week["last"]>) => shown(<LastAct last={last} address={address} />);

  test("is named on what leads to undoing it, in every week", () => {
    head({ entry: "7", way: "undo", what });
    const link = screen.getByRole("link", { name: /^Annuler.: Awa à Neuhof, lundi 15 mars$/u });
    expect(link.getAttribute("href")).toMatch(/[?&]annuler=7$/u);
    cleanup();
    head({ entry: "7", way: "redo", what: { ...what, did: "taken-off" } });
    screen.getByRole("link", { name: /^Refaire.: retrait de Awa, Neuhof, lundi 15 mars$/u });
    cleanup();
    head({ entry: "7", way: "undo", what: { ...what, halfDays: 24 } });
    screen.getByRole("link", { name: /Awa à Neuhof, 24.dates à partir du lundi 15 mars$/u });
  });

  test("of another kind has no button: it says what it was and leads to its page", () => {
    const other = { act: "half-day-cancelled", place: "Neuhof", localDate: "2027-03-02", permanence: "p" } as const;
    head({ entry: "7", way: "elsewhere", other });
    expect(screen.queryByRole("link", { name: /^Annuler/u })).toBeNull();
    screen.getByText(/Dernière action.: Permanence annulée, Neuhof, mardi 2 mars. Elle se reprend sur sa page./u);
    expect(screen.getByRole("link", { name: "Ouvrir sa page" }).getAttribute("href")).toContain(
      "semaine=2027-03-01&permanence=p#permanence",
    );
    cleanup();
    head({ entry: "7", way: "elsewhere", other: { act: "closure-made", closure: "c", by: "Cem" } });
    screen.getByText(/Dernière action, par Cem.: Fermeture notée/u);
    expect(screen.getByRole("link", { name: "Ouvrir sa page" }).getAttribute("href")).toContain("/fermetures/c");
  });

  test("that closed a place names it and says that it is opened again on the page of the closure", () => {
    const other = { act: "closure-made", closes: true, place: "Neuhof", closure: "c" } as const;
    head({ entry: "7", way: "elsewhere", other });
    screen.getByText(/^Lieu fermé.: Neuhof\. C’est votre dernière action\. «.Rouvrir.» est sur sa page\.$/u);
    expect(screen.getByRole("link", { name: "Ouvrir sa page" }).getAttribute("href")).toContain("/fermetures/c");
    cleanup();
    const { place: _, ...everywhere } = other;
    head({ entry: "7", way: "elsewhere", other: { ...everywhere, by: "Cem" } });
    screen.getByText(/^Lieu fermé.: Tous les lieux\. C’est la dernière action, par Cem\./u);
  });

  test("is asked once, with who is where since and whom to tell", () => {
    const row = { account: "a", name: "Awa", place: "Neuhof", localDate: "2027-03-15", timeZone: "Europe/Paris" };
    const rows = [
      { ...row, span: span("2027-03-15", "09:00", "12:00"), stands: false },
      { ...row, account: "b", name: "Bo", span: span("2027-03-15", "09:00", "12:00"), stands: true },
    ];
    shown(
      <UndoCard entry="7" address={{ ...address, undo: "7" }} preview={{ way: "undo", what, rows }} byMail={false} />,
    );
    expect(screen.getAllByRole("listitem").map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/^Awa.: plus prévu à Neuhof, lundi 15 mars, 9.h – 12.h$/u),
      expect.stringMatching(/^Bo.: prévu à Neuhof, lundi 15 mars, 9.h – 12.h$/u),
    ]);
    screen.getByText(/À prévenir vous.même.: Awa et Bo\./u);
    cleanup();
    shown(<UndoCard entry="7" address={{ ...address, undo: "7" }} preview={{ way: "undo", what, rows }} byMail />);
    screen.getByText(/^Un mail leur dit ce qui change.: Awa et Bo\.$/u);
    expect(document.activeElement?.textContent).toContain("Annuler");
    const button = screen.getByRole("button", { name: "Oui, annuler" });
    expect(button.closest("form")?.getAttribute("action")).toContain("/coordination/planning/annuler?");
    expect(screen.getByRole("link", { name: "Ne rien changer" }).getAttribute("href")).not.toContain("annuler");
  });

  test("that cannot be undone names the act, the person, the half-day and the reason", () => {
    const row = { name: "Awa", place: "Neuhof", localDate: "2027-03-15" };
    shown(
      <UndoCard
        entry="7"
        address={address}
        preview={{ ok: false, refusal: "absent", way: "undo", what, row }}
        byMail={false}
      />,
    );
    screen.getByRole("heading", { name: /Annuler.: Awa à Neuhof/u });
    screen.getByText(/^Awa, Neuhof, lundi 15 mars.: Cette personne est absente à ce moment.$/u);
    expect(screen.queryByRole("button")).toBeNull();
    cleanup();
    const other = { act: "half-day-cancelled", place: "Neuhof", localDate: "2027-03-15", permanence: "p" } as const;
    shown(
      <UndoCard
        entry="7"
        address={address}
        preview={{ ok: false, refusal: "newer-act", what, other }}
        byMail={false}
      />,
    );
    screen.getByRole("link", { name: "Ouvrir sa page" });
  });
});

test("what was planned without anybody leads to the panel where people are planned, in its week", () => {
  const short = { permanence: "p", place: "Neuhof", localDate: "2027-03-10" };
  shown(<PlanSomebody short={short} organisation="ville" />);
  const link = screen.getByRole("link", { name: /^Mettre quelqu’un.: mercredi 10 mars, Neuhof$/u });
  expect(link.getAttribute("href")).toBe(
    "/coordination/planning?organisation=ville&semaine=2027-03-08&permanence=p#permanence",
  );
});

describe("one’s own week", () => {
  const halfDay = (change: Partial<OwnHalfDay> = {}): OwnHalfDay => ({
    id: "a1",
    permanence: "p1",
    place: "Neuhof",
    address: "1 rue de l’Exemple, Strasbourg",
    desk: 2,
    span: { start: instantOf("2027-03-06T09:00:00+01:00"), end: instantOf("2027-03-06T12:00:00+01:00") },
    timeZone: "Europe/Paris",
    away: false,
    missing: false,
    toTell: 0,
    ...change,
  });

  test("a half-day at which an absence is noted says so, and one without says nothing of it", () => {
    expect(shown(<OwnWeek halfDays={[halfDay({ away: true, missing: true })]} />).text).toMatch(
      /absence notée.*il manque 1\spersonne/u,
    );
    cleanup();
    expect(shown(<OwnWeek halfDays={[halfDay()]} />).text).not.toMatch(/absence|annulée/u);
  });

  test("a cancelled half-day stays, struck through, with whom to call and where it is held instead", () => {
    const start = instantOf("2027-03-08T14:00:00+01:00");
    const movedTo = { permanence: "p2", start, timeZone: "Europe/Paris" };
    const { text, container } = shown(
      <OwnWeek halfDays={[halfDay({ cancelled: { movedTo }, away: true, toTell: 2 })]} />,
    );
    expect(text).toContain("annulée");
    expect(text).toContain("Déplacée : lundi 8 mars à 14 h, même adresse.");
    expect(text).not.toContain("absence notée");
    expect(container.querySelector(".line-through")?.textContent).toContain("6 mars");
    const link = screen.getByRole("link", { name: /^À prévenir.: 2, samedi 6 mars, Neuhof$/u });
    expect(link.getAttribute("href")).toBe("/conseiller/permanences/p1/a-prevenir");
  });
});

describe("the import of a planning", () => {
  const none = {
    seriesNew: 0,
    seriesChanged: 0,
    datesNew: 0,
    datesChanged: 0,
    planned: 0,
    takenOff: 0,
    without: 0,
    cancelled: 0,
    unchanged: 0,
    refused: 0,
  };
  const changed = {
    number: 4,
    name: "Neuhof, lundi, 08:30",
    did: "series-changed",
    changes: [{ column: "from", before: "09:00", after: "08:30" }],
    halfDays: { changed: 51, cancelled: 0, kept: 2 },
    planned: 0,
    takenOff: 0,
    without: 0,
  } as const;
  const wrong = {
    number: 7,
    name: "Nulle part, lundi, 09:00",
    problems: [{ column: "people", code: "absent", person: "Awa Diop", sentence: "Cette personne est absente." }],
  } as const;

  const show = (
    more: Partial<Omit<PlanningImportReport, "counts">> & { readonly counts?: Partial<PlanningImportReport["counts"]> },
    {
      imported = false,
      typed,
      undone,
    }: { readonly imported?: boolean; readonly typed?: TypedForm; readonly undone?: ImportUndone } = {},
  ) => {
    const report = { lines: [], refused: [], unread: [], version: "v1", ...more, counts: { ...none, ...more.counts } };
    shown(
      <PlanningImport
        href="/coordination/planning/importer"
        said={{ fileName: "planning.csv", imported, report, undoable: imported, undone }}
        refused={report.refused.length > 0 ? [{ ...wrong, problems: [...wrong.problems] }] : []}
        columns={fr.planningFile.columns}
        kept="id"
        slug="ville"
        typed={typed}
        done={null}
      />,
    );
  };
  const refusedLine = { ...wrong, problems: [{ column: "people", code: "absent", person: "Awa Diop" }] } as const;

  test("a trial counts what would be written, and names the cells that a line changes", () => {
    show({ counts: { seriesChanged: 1, unchanged: 30 }, lines: [{ ...changed, changes: [...changed.changes] }] });
    expect(screen.getByRole("heading", { level: 2 }).textContent).toContain("planning.csv");
    expect(screen.getByText("horaire changé", { selector: "dt" }).nextSibling?.textContent).toBe("1");
    const lines = within(screen.getByRole("region", { name: "Lignes qui changent quelque chose" }));
    expect(lines.getByText("Neuhof, lundi, 08:30")).toBeDefined();
    expect(lines.getByText("De : 09:00 → 08:30")).toBeDefined();
    expect(lines.getByText("Permanences de cet horaire : 51 changent et 2 restent telles quelles.")).toBeDefined();
    expect(screen.getByRole("button", { name: "Importer" })).toBeDefined();
    expect(screen.queryByRole("checkbox")).toBeNull();
  });

  test("once it was done it can be undone, with a sentence where series were changed; a trial cannot", () => {
    show({ counts: { seriesNew: 1 } });
    expect(screen.queryByRole("button", { name: "Annuler l’import" })).toBeNull();
    cleanup();
    show({ counts: { seriesNew: 1 } }, { imported: true });
    const form = screen.getByRole("button", { name: "Annuler l’import" }).closest("form")!;
    expect(form.getAttribute("action")).toContain(
      "/coordination/planning/importer/annuler?organisation=ville&fichier=id",
    );
    expect(screen.queryByRole("textbox")).toBeNull();
    cleanup();
    show({ counts: { seriesChanged: 1 } }, { imported: true });
    screen.getByRole("textbox", { name: "Ce que lisent les habitants des dates annulées" });
  });

  test("of one that was undone it lists what stays and why, with the way there; or says that all is as before", () => {
    const counts = { series: 1, dates: 0, people: 2 };
    const booked = {
      what: "date" as const,
      permanence: PLACE.id,
      place: "Neuhof",
      localDate: "2027-03-10",
      why: "booked" as const,
    };
    show({}, { imported: true, undone: { counts, stays: [booked] } });
    expect(screen.queryByRole("button", { name: "Annuler l’import" })).toBeNull();
    const stays = within(screen.getByRole("region", { name: "Ce qui reste" }));
    stays.getByText(/^Une personne a pris rendez.vous\.$/u);
    expect(stays.getByRole("link", { name: "mercredi 10 mars" }).getAttribute("href")).toBe(
      `/coordination/planning?semaine=2027-03-08&permanence=${PLACE.id}`,
    );
    cleanup();
    show({}, { imported: true, undone: { counts, stays: [] } });
    screen.getByText("Tout est comme avant.");
  });

  test("a refused line stands with its number, the cell, who is meant, the reason and its code, and asks for a tick", () => {
    show({
      counts: { datesNew: 1, refused: 1 },
      refused: [{ ...refusedLine, problems: [...refusedLine.problems] }],
    });
    const refused = within(screen.getByRole("region", { name: "Lignes refusées" }));
    for (const text of [
      /Ligne 7/u,
      "Nulle part, lundi, 09:00",
      "Personnes",
      /Awa Diop/u,
      /Cette personne est absente\./u,
      "absent",
    ])
      expect(refused.getByText(text)).toBeDefined();
    expect(screen.getByRole("checkbox", { name: "Importer les bonnes lignes, sans la ligne refusée" })).toBeDefined();
  });

  test("cancelled half-days ask for what residents read, and a refusal stands beside its field", () => {
    const typed = { form: "import", fields: { sentence: "" }, refusals: { sentence: "sentence-missing" } };
    show({ counts: { seriesChanged: 1, cancelled: 40 } }, { typed });
    const field = screen.getByLabelText("Ce que lisent les habitants des dates annulées");
    expect(field.getAttribute("aria-invalid")).toBe("true");
    expect(field.getAttribute("maxlength")).toBe("140");
  });

  test("where nothing would change there is no button, and it says so; columns that were not read are named", () => {
    show({ counts: { unchanged: 4 }, unread: ["Remarque"] });
    expect(screen.queryByRole("button")).toBeNull();
    expect(screen.getByText("Tout est déjà comme dans le fichier.")).toBeDefined();
    expect(screen.getByText("Remarque")).toBeDefined();
  });

  test("after the import the report stands without the button, and leads to the planning", () => {
    show({ counts: { seriesNew: 2 } }, { imported: true });
    expect(screen.getByRole("heading", { level: 2 }).textContent).toContain("Ce qu’a fait l’import");
    expect(screen.queryByRole("button", { name: "Importer" })).toBeNull();
    expect(screen.getByRole("link", { name: "Voir le planning" }).getAttribute("href")).toContain("organisation=ville");
  });

  test("the tables are links, and a file or pasted lines are sent by a plain form", () => {
    shown(
      <PlanningFileForm
        href="/coordination/planning/importer"
        typed={undefined}
        organisation={{ id: "1", slug: "ville" }}
        tables={{ series: "/regles.csv", month: "/mois.csv", year: "/an.csv" }}
      />,
    );
    expect(screen.getByRole("link", { name: "Les horaires" }).getAttribute("href")).toBe("/regles.csv");
    expect(screen.getByLabelText("Fichier CSV").getAttribute("type")).toBe("file");
    const form = screen.getByLabelText("Ou collez ici les lignes").closest("form");
    expect([form?.method, form?.getAttribute("action")]).toEqual(["post", "/coordination/planning/importer/envoyer"]);
    expect(form?.enctype).toBe("multipart/form-data");
  });
});
