import { cleanup, screen } from "@testing-library/react";
import { DoorNotice } from "#components/place/door-notice.tsx";
import { instantOf } from "#lib/time/instant.ts";
import { inLocale, readIn } from "#tests/components/site/in-locale.tsx";

afterEach(cleanup);

const hour = (day: string, at: string) => instantOf(`2026-11-${day}T${at}:00+01:00`);
const notHeld = {
  permanence: "p1",
  span: { start: hour("23", "09:00"), end: hour("23", "12:00") },
  timeZone: "Europe/Paris",
  sentence: "Fuite d’eau dans la salle.",
};
const notice = (change: Partial<Parameters<typeof DoorNotice>[0]> = {}) => (
  <DoorNotice
    name="Mairie du Neuhof"
    day="2026-11-23"
    operator={{ slug: "ville", service: "Aide numérique" }}
    notHeld={[notHeld]}
    others={[]}
    otherLanguages={[]}
    phone="+33353010067"
    {...change}
  />
);

test("the notice says which place and whose, the day and hours without anybody, why, and whom to call", () => {
  const text = readIn("fr", notice());
  for (const said of ["Mairie du Neuhof", "Aide numérique", "Lundi 23 novembre".toLowerCase(), "de 9 h à 12 h"])
    expect(text).toContain(said);
  expect(text).toContain("Fuite d’eau dans la salle.");
  expect(text).toContain("03 53 01 00 67");
  expect(text).not.toContain("Déplacée");
});

test("of a half-day that moved it says when it is held instead", () => {
  const movedTo = { permanence: "p2", start: hour("26", "14:00"), timeZone: "Europe/Paris" };
  const text = readIn("fr", notice({ notHeld: [{ ...notHeld, movedTo }] }));
  expect(text).toContain("Déplacée : jeudi 26 novembre à 14 h, même adresse.");
});

test("the other languages of the place are marked, Arabic from right to left", () => {
  inLocale("fr", notice({ otherLanguages: [{ locale: "ar", said: "لا مداومة." }] }));
  expect(screen.getByText("لا مداومة.")).toHaveProperty("dir", "rtl");
});
