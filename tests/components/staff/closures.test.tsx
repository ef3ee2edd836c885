import { cleanup, screen, within } from "@testing-library/react";
import { ClosureEffect } from "#components/staff/closures/closure-effect.tsx";
import { ClosureForm } from "#components/staff/closures/closure-form.tsx";
import { ClosureHalfDays } from "#components/staff/closures/closure-half-days.tsx";
import { ClosureList, LiftedList } from "#components/staff/closures/closure-list.tsx";
import type { ClosedHalfDay, ReadClosure } from "#lib/schedule/closure-effect.ts";
import { NO_END } from "#lib/schedule/closure.ts";
import { instantOf } from "#lib/time/instant.ts";
import { shown } from "#tests/components/calendar/shown.tsx";

const at = (text: string) => instantOf(`${text}:00+01:00`);
const PLACE = { id: "a", name: "Médiathèque" };
const flood = {
  id: "1",
  place: PLACE,
  timeZone: "Europe/Paris",
  span: { start: at("2026-12-01T00:00"), end: NO_END },
  decideOn: "2026-12-15",
  sentence: "Fuite d’eau dans la salle",
};
const half = (more: Partial<ClosedHalfDay>): ClosedHalfDay => ({
  permanence: crypto.randomUUID(),
  outcome: "is-cancelled",
  place: PLACE,
  localDate: "2026-12-02",
  span: { start: at("2026-12-02T09:00"), end: at("2026-12-02T12:00") },
  timeZone: "Europe/Paris",
  appointments: 0,
  waiting: 0,
  goingOn: false,
  desks: [],
  people: [],
  ...more,
});

test("a closure to decide on stands first, in words, before one that begins earlier", () => {
  const works = { ...flood, id: "2", span: { start: at("2026-11-30T00:00"), end: at("2026-12-02T00:00") } };
  const { decideOn: _, ...known } = works;
  shown(
    <ClosureList
      closures={[
        { ...flood, toDecide: true, mayChange: true },
        { ...known, place: { ...PLACE, name: "Annexe" }, toDecide: false, mayChange: true },
      ]}
    />,
  );
  const [first, second] = screen.getAllByRole("heading", { level: 2 });
  expect(first?.textContent).toMatch(/^À décider d’ici le .*15 décembre/u);
  expect(second?.textContent).toBe("Annexe");
  expect(screen.getByRole("link", { name: "Décider" }).getAttribute("href")).toBe("/coordination/fermetures/1");
});

test("a lifted closure stays in sight while half-days wait, and gives all of them back after whose appointments is shown", () => {
  const lifted = { ...flood, begun: true, toDecide: false };
  shown(<LiftedList closures={[{ ...lifted, toGiveBack: 2 }]} />);
  screen.getByRole("heading", { name: /^2.permanences attendent d’être rétablies$/u });
  expect(screen.getByRole("link", { name: "Rétablir" }).getAttribute("href")).toBe("/coordination/fermetures/1");
  cleanup();
  const cancelled = ["02", "03"].map((day, index) => ({
    permanence: `h${day}`,
    place: PLACE,
    span: { start: at(`2026-12-${day}T09:00`), end: at(`2026-12-${day}T12:00`) },
    timeZone: "Europe/Paris",
    appointments: index,
  }));
  const fatima = {
    appointment: "a",
    permanence: "h03",
    hour: at("2026-12-03T09:30"),
    timeZone: "Europe/Paris",
    place: PLACE.name,
    name: "Fatima",
    phone: "06 00 00 00 01",
  };
  const closure: ReadClosure = {
    ...lifted,
    organisation: { id: "o", slug: "ville" },
    lifted: true,
    halfDays: [],
    people: [],
    cancelled,
    cancelledPeople: [fatima],
    version: "v",
  };
  const show = (one: ReadClosure) =>
    shown(<ClosureHalfDays closure={one} href="/coordination/fermetures/1" typed={undefined} />);
  show(closure);
  const all = screen.getByText(/^Tout rétablir.: 2.permanences$/u).closest("details")!;
  within(all).getByText(/1.rendez.vous reste annulé/u);
  within(all).getByText("Fatima");
  const form = within(all).getByRole("button", { name: "Oui, tout rétablir", hidden: true }).closest("form")!;
  expect(form.getAttribute("action")).toBe("/coordination/fermetures/1/tout-retablir");
  expect(new FormData(form).get("seen")).toBe("v");
  cleanup();
  show({ ...closure, lifted: false });
  expect(screen.queryByText(/^Tout rétablir/u)).toBeNull();
});

test("a closure that its reader may not change leads nowhere", () => {
  const listed = { ...flood, mayChange: false };
  shown(
    <ClosureList
      closures={[
        { ...listed, toDecide: true },
        { ...listed, id: "2", toDecide: false },
      ]}
    />,
  );
  expect(screen.getAllByText(flood.sentence)).toHaveLength(2);
  expect(screen.queryByRole("link")).toBeNull();
});

test("before anything is saved one reads who is to be told, who is at a desk, and whose half-days are kept", () => {
  shown(
    <ClosureEffect
      effect={{
        ...flood,
        halfDays: [
          half({ appointments: 3, people: ["Camille"], goingOn: true, desks: [1] }),
          half({ outcome: "is-kept", appointments: 1 }),
          half({ outcome: "is-a-guests", guest: "CCAS" }),
        ],
        toTell: 3,
        others: [],
        version: "v",
      }}
      action="/x"
      typed={undefined}
      fields={{ sentence: "Fuite" }}
      back="/coordination/fermetures"
    />,
  );
  expect(screen.getByText("1 permanence sera annulée, 3 personnes à prévenir")).toBeTruthy();
  const [cancelled, kept, guests] = screen.getAllByRole("list");
  expect(within(cancelled!).getByText(/Une personne est encore à la table.: 1/u)).toBeTruthy();
  expect(within(cancelled!).getByText(/3 rendez‑vous · prévu.: Camille/u)).toBeTruthy();
  expect(within(kept!).getByText("1 rendez‑vous")).toBeTruthy();
  expect(within(guests!).getByText(/Tenue par.: CCAS/u)).toBeTruthy();
  expect(screen.getByRole("button", { name: "Enregistrer" })).toBeTruthy();
});

test("where no place was chosen yet, the list says to choose one, and none stands in it", () => {
  const form = { action: "/x", typed: undefined, slug: "ville", places: [PLACE] };
  shown(<ClosureForm {...form} values={{ place: "", end: "known" }} />);
  const list = screen.getByRole<HTMLSelectElement>("combobox", { name: "Quel lieu" });
  expect([list.value, list.selectedOptions[0]?.textContent]).toEqual(["", "Choisir un lieu"]);
  cleanup();
  shown(<ClosureForm {...form} values={{ place: PLACE.id, end: "known" }} />);
  expect(screen.queryByRole("option", { name: "Choisir un lieu" })).toBeNull();
});

test("each way to end has its own fields, and the beginning of one that has begun is not asked for", () => {
  const form = { action: "/x", typed: undefined, slug: "ville", values: { end: "unknown", from: "2026-12-01" } };
  shown(<ClosureForm {...form} places={[PLACE]} />);
  expect(screen.getByRole<HTMLInputElement>("radio", { name: "On ne sait pas encore" }).checked).toBe(true);
  expect(screen.getByLabelText("À partir du")).toBeTruthy();
  expect(screen.getByRole("option", { name: "Tous les lieux" })).toBeTruthy();
  cleanup();
  shown(<ClosureForm {...form} fixedPlace="a" begun />);
  expect(screen.queryByLabelText("À partir du")).toBeNull();
  expect(screen.getByLabelText("On décide à nouveau le")).toBeTruthy();
});

test("of a year of half-days those that concern somebody stand first, and the rest is folded", () => {
  const year = Array.from({ length: 95 }, (_, index) =>
    half({ outcome: "is-kept", appointments: index === 94 ? 2 : 0 }),
  );
  shown(
    <ClosureEffect
      effect={{ ...flood, halfDays: year, toTell: 0, others: [], version: "v" }}
      action="/"
      typed={undefined}
      fields={{}}
      back="/"
    />,
  );
  const [first, rest] = screen
    .getAllByRole("list", { hidden: true })
    .map((list) => within(list).getAllByRole("listitem", { hidden: true }));
  expect(first).toHaveLength(8);
  expect(first?.[0]?.textContent).toContain("2 rendez‑vous");
  expect(rest).toHaveLength(87);
  expect(screen.getByText("87 autres, que personne n’a réservées").closest("details")?.hasAttribute("open")).toBe(
    false,
  );
});
