import { screen, cleanup } from "@testing-library/react";
import { Poster } from "#components/place/poster.tsx";
import { instantOf } from "#lib/time/instant.ts";
import { inLocale, readIn } from "#tests/components/site/in-locale.tsx";
import { PrintButton } from "#components/ui/print-button.tsx";

afterEach(cleanup);

const monday = { weekday: 1, startMinute: 540, endMinute: 720, everyWeeks: 1, walkIn: true };
const poster = (change: Partial<Parameters<typeof Poster>[0]> = {}) => (
  <Poster
    name="Mairie de quartier du Neuhof"
    hours={[monday]}
    others={[]}
    phone="+33353010067"
    code={{ address: "https://example.org/lieux/neuhof", door: false }}
    {...change}
  />
);

test("the poster says where, when, that it is free, how the line goes, and whom to call", () => {
  const text = readIn("fr", poster());
  expect(text).toContain("Mairie de quartier du Neuhof");
  expect(text).toContain("Le lundi, de 9 h à 12 h.");
  expect(text).toContain("C’est gratuit.");
  for (const rule of [
    "On passe chacun son tour.",
    "Les rendez-vous passent à leur heure",
    "Votre numéro garde votre place.",
    "Carte priorité, grossesse, urgence",
  ])
    expect(text).toContain(rule);
  expect(text).toContain("03 53 01 00 67");
});

test("residents without an appointment read how to get a number; where they cannot come, nothing is promised", () => {
  const promise = "Sans rendez-vous : prenez un numéro à la porte.";
  expect(readIn("fr", poster())).toContain(promise);
  expect(readIn("fr", poster({ hours: [{ ...monday, walkIn: false }] }))).not.toContain(promise);
});

test("hours at which one first needs an appointment say until when, beside those at which nobody does", () => {
  const tuesday = { ...monday, weekday: 2, byAppointment: [{ from: 540, to: 600 }] };
  const said = readIn("fr", poster({ hours: [monday, tuesday, { ...monday, weekday: 3, walkIn: false }] }));
  expect(said).toMatch(
    /Le lundi, de 9 h à 12 h\.Le mardi, de 9 h à 12 h\.De 9 h à 10 h : seulement avec rendez-vous\. Dès 10 h : sans rendez-vous\.Le mercredi, de 9 h à 12 h\.Sur rendez-vous seulement\.C’est gratuit/u,
  );
  const end = { ...monday, byAppointment: [{ from: 660, to: 720 }] };
  expect(readIn("fr", poster({ hours: [end] }))).toMatch(/De 11 h à 12 h : seulement avec rendez-vous\.C’est gratuit/u);
});

test("one Monday in two is said as such", () => {
  expect(readIn("fr", poster({ hours: [{ ...monday, everyWeeks: 2 }] }))).toContain(
    "Le lundi, de 9 h à 12 h, toutes les 2 semaines.",
  );
});

test("the second Tuesday of the month, except school holidays, is said as such and not as every Tuesday", () => {
  const tuesday = { ...monday, weekday: 2, nthOfMonth: 2, inSchoolHolidays: false } as const;
  const said = readIn("fr", poster({ hours: [tuesday] }));
  expect(said).toContain("Le deuxième mardi du mois, de 9 h à 12 h. Sauf vacances scolaires.");
  expect(said).not.toContain("Le mardi");
});

test("a closure is said with its first and last day and the sentence of who closed it, also once it has begun", () => {
  const flood = {
    id: "a",
    span: { start: instantOf("2026-12-01T00:00:00+01:00"), end: instantOf("2026-12-06T00:00:00+01:00") },
    timeZone: "Europe/Paris",
    unknownEnd: false,
    sentence: "Travaux dans la salle.",
  };
  const said = readIn("fr", poster({ closures: [flood, { ...flood, id: "b", unknownEnd: true }] }));
  expect(said).toContain("Fermé du 1er décembre 2026 au 5 décembre 2026. Travaux dans la salle.");
  expect(said).toContain("Fermé à partir du 1er décembre 2026. Travaux dans la salle.");
});

test("a place without a telephone promises none", () => {
  expect(readIn("fr", poster({ phone: undefined }))).not.toContain("Appeler");
});

test("the languages of the place are marked, Arabic from right to left", () => {
  inLocale(
    "fr",
    poster({
      others: [
        { locale: "ar", said: "نساعدكم هنا مجانا." },
        { locale: "tr", said: "Ücretsiz." },
      ],
    }),
  );
  expect(screen.getByText("نساعدكم هنا مجانا.")).toHaveProperty("dir", "rtl");
  expect(screen.getByText("Ücretsiz.").lang).toBe("tr");
});

test("what the code does is said beside it: a number at the door on the team's print, the wait on anybody's", () => {
  expect(readIn("fr", poster())).toContain("Scannez ici pour voir l’attente.");
  expect(readIn("fr", poster({ code: { address: "https://example.org/porte", door: true } }))).toContain(
    "Scannez ici pour prendre un numéro.",
  );
});

test("a place without weekly hours says how to learn when to come, by telephone where there is one, and keeps its code", () => {
  const text = readIn("fr", poster({ hours: [] }));
  expect(text).toContain("Quand venir ? Appelez, ou scannez le code.");
  expect(text).toContain("Scannez ici pour voir l’attente.");
  expect(readIn("fr", poster({ hours: [], phone: undefined }))).toContain("Quand venir ? Scannez le code.");
  expect(readIn("fr", poster())).not.toContain("Quand venir");
});

test("the number for an appointment is the organisation’s; another one of the place is said to be the place’s", () => {
  const both = readIn("fr", poster({ ownPhone: "+33388000000" }));
  expect(both).toMatch(/Appeler pour un rendez-vous :\s*03 53 01 00 67/u);
  expect(both).toMatch(/Téléphone du lieu :\s*03 88 00 00 00/u);
  const own = readIn("fr", poster({ phone: undefined, ownPhone: "+33388000000" }));
  expect(own).toMatch(/Téléphone du lieu :\s*03 88 00 00 00/u);
  expect(own).not.toContain("Appeler");
});

test("a page that is there to be printed has its button on a telephone too, any other from a tablet on", () => {
  inLocale("fr", <PrintButton label="Imprimer" onPhone />);
  expect(screen.getByRole("button", { name: "Imprimer" }).className).not.toContain("max-sm:hidden");
  cleanup();
  inLocale("fr", <PrintButton label="Imprimer" />);
  expect(screen.getByRole("button", { name: "Imprimer" }).className).toContain("max-sm:hidden");
});
