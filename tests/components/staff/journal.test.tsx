import { render, screen, within } from "@testing-library/react";
import { NextIntlClientProvider } from "next-intl";
import { JournalEntries } from "#components/staff/journal/journal-entries.tsx";
import { JournalFilter } from "#components/staff/journal/journal-filter.tsx";
import { journalWording } from "#components/staff/journal/wording.ts";
import type { JournalEntry } from "#lib/access/journal.ts";
import { instantOf } from "#lib/time/instant.ts";
import { shown } from "#tests/components/calendar/shown.tsx";
import { messages } from "#tests/support/messages.ts";

const account = { id: "a", name: "Responsable 1", roles: ["coordinator"], anonymised: false } as const;
const entry = (more: Partial<JournalEntry> = {}): JournalEntry => ({
  id: "1",
  at: instantOf("2026-11-24T09:05:00+01:00"),
  act: "half-day-cancelled",
  actor: { kind: "account", account },
  data: {},
  ...more,
});
const entries = (...list: readonly JournalEntry[]) => shown(<JournalEntries entries={list} timeZone="Europe/Paris" />);

test("an entry says who did what in a sentence, at which hour, where and what it counted", () => {
  entries(entry({ place: "Neuhof", data: { appointments: 2, waiting: 1, made: 0, device: "not-shown" } }));
  expect(screen.getByRole("heading").textContent).toBe("mardi 24 novembre 2026");
  const item = within(screen.getByRole("listitem"));
  expect(item.getByText("9 h 05", { normalizer: (text) => text.replaceAll("\u00a0", " ") })).toBeDefined();
  expect(item.getByText(/Responsable 1 \(coordination\) a annulé/)).toBeDefined();
  expect(item.getByText("Neuhof")).toBeDefined();
  expect(item.getByText(/rendez‑vous.: 2 · en attente.: 1$/)).toBeDefined();
});

test("an entry says in words which fields were changed, who was invited to which role, which organisation and which topic", () => {
  entries(
    entry({ act: "organisation-settings-changed", data: { fields: "phone accent once_known" } }),
    entry({ id: "2", act: "person-invited", invited: "collegue@ville.example", data: { role: "conseiller" } }),
    entry({ id: "3", act: "organisation-invitation-accepted", organisation: "Nouvoitou" }),
    entry({ id: "4", act: "topic-on", topic: { key: "demarche-1", texts: { fr: { name: "Carte grise" } } } }),
  );
  const [settings, invited, organisation, topic] = screen
    .getAllByRole("listitem")
    .map(({ textContent }) => (textContent ?? "").replaceAll("\u00a0", " "));
  expect(settings).toMatch(/Changé : téléphone, couleur, once_known$/u);
  expect(invited).toMatch(/a invité une personne\.Invitation : collegue@ville\.example · rôle : conseil$/u);
  expect(organisation).toMatch(/Organisation : Nouvoitou$/u);
  expect(topic).toMatch(/Démarche : Carte grise$/u);
});

test("entries stand under their day", () => {
  entries(
    entry(),
    entry({ id: "2", at: instantOf("2026-11-23T23:30:00+01:00") }),
    entry({ id: "3", at: instantOf("2026-11-23T09:00:00+01:00") }),
  );
  expect(screen.getAllByRole("heading").map(({ textContent }) => textContent)).toEqual([
    "mardi 24 novembre 2026",
    "lundi 23 novembre 2026",
  ]);
});

test("an anonymised account is named as that, and so is what is no person", () => {
  entries(
    entry({ actor: { kind: "account", account: { id: "b", roles: [], anonymised: true } } }),
    entry({ id: "2", actor: { kind: "service" }, act: "sign-in-link-made", account }),
  );
  expect(screen.getByText(/^Compte anonymisé a annulé/)).toBeDefined();
  expect(screen.getByText("Le service a créé un lien de connexion.")).toBeDefined();
  expect(screen.getByText(/^Compte.: Responsable 1 \(coordination\)$/)).toBeDefined();
});

test("an act that an earlier version noted is told by its word", () => {
  entries(entry({ act: "once-known" }));
  expect(screen.getByText(/a fait un changement.: once-known\.$/)).toBeDefined();
});

test.each(["fr", "en"] as const)("every act has its sentence and its name in the filter (%s)", (locale) => {
  const acts = Object.keys(journalWording);
  const list = acts.map((act, index) => entry({ id: String(index), act }));
  render(
    <NextIntlClientProvider locale={locale} messages={messages[locale]} timeZone="Europe/Paris">
      <JournalFilter
        href="/coordination/journal"
        organisation="ville"
        act="device-made"
        person="a"
        people={[account]}
      />
      <JournalEntries entries={list} timeZone="Europe/Paris" />
    </NextIntlClientProvider>,
  );
  expect(new Set(screen.getAllByRole("listitem").map(({ textContent }) => textContent)).size).toBe(acts.length);
  expect(document.body.textContent).not.toContain("staff.journal");
});

test("the filter keeps what was chosen and the organisation in its address", () => {
  shown(
    <JournalFilter href="/coordination/journal" organisation="ville" act="device-made" person="a" people={[account]} />,
  );
  const form = screen.getByRole("button", { name: "Afficher" }).closest("form")!;
  expect([form.method, form.getAttribute("action")]).toEqual(["get", "/coordination/journal"]);
  expect(Object.fromEntries(new FormData(form))).toEqual({ organisation: "ville", acte: "device-made", personne: "a" });
});

test("what was changed is said with the value before: hours, those of a series, desks, lanes, place, and who is at a desk", () => {
  const span = (hour: string) => ({
    start: instantOf(`2027-03-15T${hour}:00+01:00`),
    end: instantOf("2027-03-15T12:00:00+01:00"),
  });
  const timeZone = "Europe/Paris";
  entries(
    entry({
      act: "half-day-changed",
      changes: [
        { what: "hours", before: span("09:00"), after: span("10:30"), timeZone },
        {
          what: "weekly",
          before: { weekday: 1, startMinute: 540, endMinute: 720 },
          after: { weekday: 2, startMinute: 510, endMinute: 720 },
        },
        { what: "desks", before: 2, after: 1 },
        { what: "lanes", before: 0, after: 1 },
        { what: "place", before: "Neuhof", after: "Meinau" },
        { what: "seat", account, desk: 2, span: span("09:00"), timeZone, gone: false },
        { what: "seat", account, desk: 1, span: span("09:00"), timeZone, gone: true },
      ],
    }),
  );
  const [item] = screen.getAllByRole("listitem");
  const said = within(item!)
    .getAllByRole("listitem")
    .map(({ textContent }) => (textContent ?? "").replaceAll("\u00a0", " "));
  expect(said).toEqual([
    "lundi 15 mars, 10 h 30 à 12 h (avant : lundi 15 mars, 9 h à 12 h)",
    "mardi, 8 h 30 à 12 h (avant : lundi, 9 h à 12 h)",
    "1 table (avant : 2 tables)",
    "1 table avec rendez‑vous (avant : 0 table avec rendez‑vous)",
    "Meinau (avant : Neuhof)",
    "À la table 2 : Responsable 1 (coordination), lundi 15 mars de 9 h à 12 h",
    "N’est plus à la table 1 : Responsable 1 (coordination), lundi 15 mars de 9 h à 12 h",
  ]);
});
