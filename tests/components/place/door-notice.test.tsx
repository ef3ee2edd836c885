import { cleanup, screen } from "@testing-library/react";
import { DoorNotice } from "#components/place/door-notice.tsx";
import { NothingToHang } from "#components/place/nothing-to-hang.tsx";
import { instantOf } from "#lib/time/instant.ts";
import { inLocale, readIn } from "#tests/components/site/in-locale.tsx";
import { held, neuhof } from "./half-days.ts";
import { ClosedNotice, ClosedToday } from "#components/place/closed-notice.tsx";
import { NO_END } from "#lib/schedule/closure.ts";

afterEach(cleanup);

const on = (day: string, hour: string) => instantOf(`2026-12-${day}T${hour}:00+01:00`);
/** A half-day of December at the Neuhof, from 9 to 12. */
const morningOf = (day: string, change: Parameters<typeof held>[0] = {}) =>
  held({
    id: day,
    localDate: `2026-12-${day}`,
    span: { start: on(day, "09:00"), end: on(day, "12:00") },
    ...change,
  });

const closure = {
  id: "c",
  span: { start: on("01", "00:00"), end: on("31", "00:00") },
  timeZone: "Europe/Paris",
  unknownEnd: true,
  sentence: "Fuite d’eau.",
};

const notice = (
  told: Partial<Parameters<typeof DoorNotice>[0]["notice"]> = {},
  change: Partial<Parameters<typeof DoorNotice>[0]> = {},
) => (
  <DoorNotice
    name="Mairie du Neuhof"
    organisation={{
      slug: "ville",
      service: "Aide numérique Ville",
      phone: "+33353010067",
      phoneHours: "Mo-Fr 08:30-12:00",
    }}
    notice={{
      notHeld: [{ ...morningOf("01", { status: "cancelled" }), cancelReason: "Personne ne peut vous recevoir." }],
      otherHours: [],
      more: 0,
      until: "2026-12-01",
      here: [],
      ...told,
    }}
    lines={[]}
    printed="2026-11-30"
    address="https://aide.example/lieux/neuhof"
    {...change}
  />
);

test("the notice says what is not there, on which day and hours, why, at which place and whose", () => {
  const text = readIn("fr", notice());
  for (const said of [
    "Pas d’aide numérique",
    "Mardi 1er décembre, de 9 h à 12 h",
    "Personne ne peut vous recevoir.",
    "Mairie du Neuhof",
    "Aide numérique Ville",
  ])
    expect(text).toContain(said);
  expect(text).not.toContain("Déplacée");
});

test("it says whom to call and when somebody answers, and to whom had an hour that they call with their code", () => {
  const text = readIn("fr", notice());
  expect(text).toContain("03 53 01 00 67");
  expect(text).toContain("du lundi au vendredi, de 8 h 30 à 12 h");
  const windows = [{ span: morningOf("01").span, mode: "appointment" as const }];
  const booked = { ...morningOf("01", { status: "cancelled" }), windows };
  expect(text).not.toContain("Vous aviez rendez-vous ?");
  expect(readIn("fr", notice({ notHeld: [booked] }))).toContain("Vous aviez rendez-vous ? Appelez, avec votre code.");
});

test("without a telephone of the organisation nobody is told to ring: at the place nobody knows of appointments", () => {
  const text = readIn("fr", notice({}, { organisation: { slug: "ville", service: "Aide numérique Ville" } }));
  expect(text).not.toContain("Appelez");
});

test("the alternatives stand in the order of their dates, here and near by", () => {
  const text = readIn("fr", notice({ here: [morningOf("04"), morningOf("08")], near: morningOf("03") }));
  const at = ["3 décembre", "4 décembre", "8 décembre"].map((day) => text.indexOf(day));
  expect(at).not.toContain(-1);
  expect(at).toEqual(at.toSorted((a, b) => a - b));
});

test.each([
  ["ar", "(بالفرنسية)"],
  ["tr", "(Fransızca)"],
  ["en", "(in French)"],
] as const)("why stands in French, and a notice in another language says so (%s)", (locale, said) => {
  expect(readIn(locale, notice())).toContain(`Personne ne peut vous recevoir. ${said}`);
});

test("of a closure without a known end it says since when, each date, and that nobody knows until when", () => {
  const notHeld = ["01", "04"].map((day) => ({ ...morningOf(day), shut: "Fuite d’eau." }));
  const text = readIn("fr", notice({ notHeld, more: 2, closure }));
  for (const said of [
    "Fermé à partir du 1er décembre 2026.",
    "Vendredi 4 décembre",
    "et 2 autres fois ces deux semaines",
    "On ne sait pas encore jusqu’à quand.",
  ])
    expect(text).toContain(said);
  expect(text.split("Fuite d’eau.")).toHaveLength(2);
});

test("of a closure without a known end it says the day of the decision, and of each date whether it is cancelled or closed for now", () => {
  const notHeld = [morningOf("01", { status: "cancelled" }), { ...morningOf("04"), shut: "Fuite d’eau." }];
  const text = readIn("fr", notice({ notHeld, closure: { ...closure, decideOn: "2026-12-02" } }));
  expect(text).toContain("On décide le mercredi 2 décembre.");
  expect(text).not.toContain("On ne sait pas encore");
  expect(text).toMatch(
    /1er décembre, de 9 h à 12 h \(Permanence annulée\).*4 décembre, de 9 h à 12 h \(Fermé pour l’instant\)/u,
  );
  expect(readIn("fr", notice())).not.toContain("Permanence annulée");
});

test("it says where to come instead, here or near by, with the street, and from when on without an appointment", () => {
  const near = { ...morningOf("03"), at: { ...neuhof, name: "Mairie de Hautepierre", address: "2 place Erasme" } };
  const windows = [
    { span: { start: on("04", "09:00"), end: on("04", "10:00") }, mode: "appointment" as const },
    { span: { start: on("04", "10:00"), end: on("04", "12:00") }, mode: "walk-in" as const },
  ];
  const text = readIn("fr", notice({ here: [{ ...morningOf("04"), windows }], near }));
  expect(text).toContain("Vendredi 4 décembre, de 9 h à 12 h");
  expect(text).toContain("Dès 10 h : sans rendez-vous");
  expect(text).toContain("Mairie de Hautepierre, 2 place Erasme, Strasbourg");
});

test("of a half-day that moved it says when it is held instead", () => {
  const movedTo = { permanence: "p2", start: on("03", "14:00"), timeZone: "Europe/Paris" };
  const text = readIn("fr", notice({ notHeld: [{ ...morningOf("01", { status: "cancelled" }), movedTo }] }));
  expect(text).toContain("Déplacée : jeudi 3 décembre à 14 h, même adresse.");
});

const shorter = {
  ...morningOf("04"),
  span: { start: on("04", "09:00"), end: on("04", "11:00") },
  planned: morningOf("04").span,
};

test("of one that is held at other hours it says these and the former ones, with their day where it was another, and sends nobody elsewhere", () => {
  const text = readIn("fr", notice({ notHeld: [], otherHours: [shorter], here: [morningOf("08")] }));
  expect(text).toContain("Horaires changés");
  expect(text).toContain("Vendredi 4 décembre, de 9 h à 11 h");
  expect(text).toContain("et non de 9 h à 12 h");
  for (const not of ["Pas d’aide numérique", "À la place", "mardi 1er"]) expect(text).not.toContain(not);
  const moved = { ...shorter, planned: morningOf("03").span };
  expect(readIn("fr", notice({ notHeld: [], otherHours: [moved] }))).toContain(
    "et non jeudi 3 décembre, de 9 h à 12 h",
  );
});

test("other hours stand apart from what is not held", () => {
  const text = readIn("fr", notice({ otherHours: [shorter] }));
  expect(text).toMatch(/Pas d’aide numérique.*1er décembre.*Horaires changés.*4 décembre/u);
});

test("the other languages are marked, Arabic from right to left with the number from left to right", () => {
  inLocale("fr", notice({}, { lines: [{ locale: "ar", said: "لا مساعدة هنا.", call: "اتصلوا على", phone: "03 53" }] }));
  expect(screen.getByText(/لا مساعدة هنا/u)).toHaveProperty("dir", "rtl");
  expect(screen.getByText("03 53")).toHaveProperty("dir", "ltr");
});

test("whoever opens the address once everything is held reads that the sheet is taken off, and when it is on", () => {
  const place = { slug: "neuhof", name: "Mairie du Neuhof" };
  const text = readIn("fr", <NothingToHang place={place} next={[morningOf("04")]} />);
  expect(text).toContain("Enlevez-la.");
  expect(text).toContain("Vendredi 4 décembre, de 9 h à 12 h");
  expect(readIn("fr", <NothingToHang place={place} next={[]} />)).toContain("rien n’est prévu ici");
});

test("what is said of one half-day is printed in letters that are read from the door, and smaller ones are for those that say more", () => {
  const pixels = (told: Parameters<typeof notice>[0]): number => {
    const { container, unmount } = inLocale("fr", notice(told));
    const [, size = "0"] = /print:text-\[([\d.]+)px\]/u.exec(container.querySelector("article")?.className ?? "") ?? [];
    unmount();
    return Number(size);
  };
  const near = { ...morningOf("09"), at: { ...neuhof, id: "m", name: "Centre social et culturel Victor Schoelcher" } };
  const here = [morningOf("08"), morningOf("15")];
  expect(pixels({})).toBeGreaterThanOrEqual(20);
  expect(pixels({ here, near })).toBeGreaterThanOrEqual(16);
  const four = ["01", "02", "03", "04"].map((day) => ({
    ...morningOf(day, { status: "cancelled" }),
    cancelReason: "Personne ne peut vous recevoir.",
  }));
  expect(pixels({ notHeld: four, here, near })).toBeLessThan(pixels({ here, near }));
});

describe("a place that is closed", () => {
  const at = (text: string) => instantOf(`${text}:00+01:00`);
  const NOW = at("2026-12-02T10:00");
  const FLOOD = {
    id: "1",
    timeZone: "Europe/Paris",
    span: { start: at("2026-12-01T00:00"), end: NO_END },
    unknownEnd: true,
    sentence: "Fuite d’eau dans la salle",
  };
  const WORKS = {
    ...FLOOD,
    id: "2",
    span: { start: at("2026-12-07T00:00"), end: at("2026-12-12T00:00") },
    unknownEnd: false,
  };

  test.each(["fr", "ar", "tr", "en"] as const)(
    "in %s the place is said to be closed, around the sentence in French",
    (locale) => {
      const { container } = inLocale(locale, <ClosedNotice closures={[FLOOD]} now={NOW} />);
      expect(container.querySelector("[lang=fr]")?.textContent).toBe(FLOOD.sentence);
    },
  );

  test("closed for now, and closed on days to come, are two notices", () => {
    const said = readIn("fr", <ClosedNotice closures={[FLOOD, WORKS]} now={NOW} />);
    expect(said).toMatch(/C’est fermé pour l’instant\..*Fuite d’eau.*Fermé du .*7 décembre.* au .*11 décembre/u);
  });

  test("the home page names the places that are closed today, and says nothing when none is", () => {
    expect(readIn("fr", <ClosedToday closures={[{ ...FLOOD, place: "Médiathèque" }]} />)).toBe(
      "Fermé aujourd’huiMédiathèque : Fuite d’eau dans la salle",
    );
    expect(readIn("fr", <ClosedToday closures={[]} />)).toBe("");
  });
});
