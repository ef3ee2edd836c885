import { screen, within, act, fireEvent } from "@testing-library/react";
import { HalfDayCard } from "#components/calendar/half-day-card.tsx";
import { redact, type HalfDayToShare, type SharedHalfDay } from "#lib/calendar/redact.ts";
import type { ShareLevel } from "#lib/access/actor.ts";
import { at, halfDay, onAppointment, window } from "#tests/lib/calendar/half-days.ts";
import { shown } from "./shown.tsx";
import { AddToCalendar } from "#components/calendar/add-to-calendar.tsx";
import { WeekLinks, WeekList, WeekTable } from "#components/calendar/week.tsx";
import { weekOf } from "#lib/calendar/week.ts";
import { RequestSent } from "#components/calendar/request-sent.tsx";
import { ShareAbout } from "#components/calendar/share-about.tsx";
import { ShareHeading } from "#components/calendar/share-heading.tsx";

describe("a half-day of the calendar", () => {
  const card = (half: HalfDayToShare, level: ShareLevel = "with-load", now = at("8:00")) =>
    shown(<HalfDayCard half={redact(half, level, now)} />);
  const booked = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      lane: 1,
      span: { start: (at(`9:00`) + index * 1_800_000) as never, end: (at("9:30") + index * 1_800_000) as never },
    }));
  const blocks = { windows: [window("9:00", "10:00", "appointment"), window("10:00", "12:00", "walk-in")] };

  test("a walk-in half-day says its hours, place and desks, and leads to its page", () => {
    expect(card(halfDay()).text).toBe("9 h – 12 h Neuhof Sans rendez-vous, 2 tables");
    expect(screen.getByRole("link").getAttribute("href")).toBe("/permanences/p1");
  });

  test("half-days on appointment say how many are free, the full ones that none is", () => {
    expect(card(onAppointment({ booked: booked(3) })).text).toMatch(/3 rendez-vous libres$/);
    expect(card(onAppointment({ booked: booked(5) })).text).toMatch(/1 rendez-vous libre$/);
    const full = card(onAppointment({ booked: booked(6) }));
    expect(full.text).toMatch(/Plus de rendez-vous$/);
    expect(full.container.querySelector("a")?.className).toContain("border-dashed");
  });

  test("a full half-day where one may come without says so, with the hour when there is one", () => {
    expect(card(onAppointment({ windows: [window("9:00", "12:00", "mixed")], booked: booked(6) })).text).toMatch(
      /Plus de rendez-vous, venez sans$/,
    );
    expect(card(onAppointment({ ...blocks, booked: booked(2) })).text).toMatch(
      /Plus de rendez-vous, venez sans dès 10 h$/,
    );
  });

  test("appointments first, then without, gives the hour", () => {
    expect(card(onAppointment(blocks)).text).toMatch(/Rendez-vous, puis sans : 10 h 2 rendez-vous libres$/);
  });

  test("a cancelled half-day says it in a word with an icon, its reason, and no desks", () => {
    const cancelled = card(halfDay({ status: "cancelled", cancelReason: "travaux. Voir Meinau." }));
    expect(cancelled.text).toBe("9 h – 12 h Neuhof Permanence annulée : travaux. Voir Meinau.");
    expect(cancelled.container.querySelector("svg")).not.toBeNull();
    expect(card(halfDay({ status: "cancelled" })).text).toMatch(/Permanence annulée$/);
  });

  test("a cancelled half-day that moved says when it is held instead, and where when that is another place", () => {
    const movedTo = { permanence: "p2", start: at("14:00", "2026-12-03"), timeZone: "Europe/Paris" };
    expect(card(halfDay({ status: "cancelled", movedTo })).text).toMatch(
      /Permanence annulée Déplacée : jeudi 3 décembre à 14 h, même adresse\.$/,
    );
    expect(card(halfDay({ status: "cancelled", movedTo: { ...movedTo, elsewhere: "Meinau" } })).text).toMatch(
      /à 14 h, Meinau\.$/,
    );
  });

  test("how many wait is a sentence, and nobody is one too", () => {
    expect(card(halfDay({ status: "open", waiting: 0 }), "with-load", at("9:30")).text).toMatch(/Personne n’attend$/);
    expect(card(halfDay({ status: "open", waiting: 1 }), "with-load", at("9:30")).text).toMatch(/1 personne attend$/);
    expect(card(halfDay({ status: "open", waiting: 6 }), "with-load", at("9:30")).text).toMatch(
      /6 personnes attendent$/,
    );
  });

  test("open means that a person confirmed it, at that hour", () => {
    expect(card(halfDay({ status: "open", openedAt: at("9:02") }), "operational", at("9:30")).text).toContain(
      "Ouvert, confirmé à 9 h 02",
    );
    const planned = card(halfDay(), "operational", at("9:30")).text;
    expect(planned).toContain("Normalement ouvert");
    expect(planned).not.toContain("confirmé");
  });

  test("without a style sheet its words stand apart", () => {
    const half = onAppointment({ windows: [window("9:00", "12:00", "mixed")], status: "open", waiting: 4 });
    expect(card(half, "operational", at("9:30")).text).toMatch(
      /tables? \d+ rendez-vous libres? .*4 personnes attendent$/u,
    );
  });
});

describe("the week", () => {
  const on = (day: string, from: string, to: string, placeName: string): SharedHalfDay =>
    redact(
      halfDay({ id: `${day}-${from}`, localDate: day, placeName, span: { start: at(from, day), end: at(to, day) } }),
      "with-load",
      at("8:00"),
    );
  const days = weekOf("2026-11-23", [
    on("2026-11-23", "14:00", "17:00", "Hautepierre"),
    on("2026-11-26", "9:00", "12:00", "Neuhof"),
  ]);

  test("the table has a column for each day and a row for each half, named for screen readers", () => {
    shown(<WeekTable days={days} today="2026-11-24" />);
    expect(screen.getAllByRole("columnheader").map((header) => header.textContent)).toEqual([
      "lundi 23 novembre",
      "mardi 24 novembreaujourd’hui",
      "mercredi 25 novembre",
      "jeudi 26 novembre",
      "vendredi 27 novembre",
    ]);
    const [morning, afternoon] = screen.getAllByRole("rowheader").map((header) => header.closest("tr")!);
    expect(within(morning!).getByText("Neuhof").closest("td")).toBe(within(morning!).getAllByRole("cell")[3]);
    expect(within(afternoon!).getByText("Hautepierre").closest("td")).toBe(within(afternoon!).getAllByRole("cell")[0]);
  });

  test("an empty half-day has no list", () => {
    const { container } = shown(<WeekTable days={days} today="2026-11-24" />);
    expect([...container.querySelectorAll("ul")].filter((list) => list.children.length === 0)).toEqual([]);
  });

  test("the list of a phone says of an empty day that it is empty", () => {
    shown(<WeekList days={days} today="2026-11-24" />);
    const thursday = screen.getByRole("region", { name: /jeudi 26 novembre/ });
    expect(within(thursday).getByRole("link").textContent).toContain("Neuhof");
    expect(
      within(screen.getByRole("region", { name: /mardi 24 novembre\s*, aujourd’hui/ })).getByText("Rien ce jour."),
    ).toBeTruthy();
  });

  test("one week back, one week ahead, and home again when one is elsewhere", () => {
    const { text } = shown(<WeekLinks page="/agenda/x" monday="2026-11-30" thisWeek="2026-11-23" />);
    const to = (name: string) => screen.getByRole("link", { name }).getAttribute("href");
    expect([to("Semaine précédente"), to("Semaine suivante"), to("Cette semaine")]).toEqual([
      "/agenda/x?semaine=2026-11-23",
      "/agenda/x?semaine=2026-12-07",
      "/agenda/x",
    ]);
    expect(text).toContain("Semaine du lundi 30 novembre");
  });

  test("this week has no link to itself", () => {
    shown(<WeekLinks page="/agenda/x" monday="2026-11-23" thisWeek="2026-11-23" />);
    expect(screen.queryByRole("link", { name: "Cette semaine" })).toBeNull();
  });

  test("the calendar can be had in four ways, by whole addresses", () => {
    shown(<AddToCalendar feed="https://permanences.example/agenda/abc.ics" />);
    expect((screen.getByLabelText(/Adresse de l’agenda/) as HTMLInputElement).value).toBe(
      "https://permanences.example/agenda/abc.ics",
    );
    const to = (name: RegExp) => screen.getByRole("link", { name, hidden: true }).getAttribute("href");
    expect(to(/cet appareil/)).toBe("webcal://permanences.example/agenda/abc.ics");
    expect(to(/Google/)).toBe(
      "https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2Fpermanences.example%2Fagenda%2Fabc.ics",
    );
    expect(to(/Télécharger/)).toBe("https://permanences.example/agenda/abc.ics");
  });
});

describe("copying the address", () => {
  const FEED = "http://neuhof.exemple/agenda/secret.ics";
  const field = (): HTMLInputElement => screen.getByLabelText(/^Adresse de/);

  /** Clicks the button in a browser with this clipboard. */
  async function copies(clipboard: object | undefined): Promise<void> {
    Object.defineProperty(navigator, "clipboard", { configurable: true, value: clipboard });
    shown(<AddToCalendar feed={FEED} />);
    await act(async () => void fireEvent.click(screen.getByText("Copier l’adresse")));
  }

  afterEach(() => Reflect.deleteProperty(navigator, "clipboard"));

  const said = (): string | undefined =>
    screen.getByText("Copier l’adresse").parentElement?.querySelector("[role=status]")?.textContent ?? undefined;

  test("the address is copied, and that is said", async () => {
    const copied: string[] = [];
    await copies({ writeText: async (text: string) => void copied.push(text) });
    expect([copied, said()]).toEqual([[FEED], "Adresse copiée"]);
  });

  test.each([
    ["has no clipboard, as without https", undefined],
    ["does not allow it", { writeText: () => Promise.reject(new Error("NotAllowedError")) }],
  ])("a browser that %s: the address is selected, and the person is told to copy it by hand", async (_, clipboard) => {
    await copies(clipboard);
    expect(said()).toBe("L’adresse est sélectionnée. Copiez-la à la main.");
    expect(document.activeElement).toBe(field());
    expect([field().selectionStart, field().selectionEnd]).toEqual([0, FEED.length]);
  });
});

test("the title of a shared calendar names who gives it, as residents know them", () => {
  shown(
    <ShareHeading
      name="CAF"
      service="Aide numérique Rennes"
      giver="Ville de Rennes"
      level="open-hours"
      monday="2026-11-23"
      updated="8 h 00"
    />,
  );
  const title = screen.getByRole("heading", { level: 1 }).textContent.replaceAll("\u00a0", " ");
  expect(title).toBe("Agenda partagé : Aide numérique Rennes – CAF");
});

test("a reader who knows nothing of the service reads what a permanence is", () => {
  expect(shown(<ShareAbout topics={[]} />).text).toBe(
    "Une permanence : une demi-journée d’aide gratuite pour les démarches sur internet.",
  );
  expect(screen.queryByRole("link")).toBeNull();
});

test("a share that is limited to topics says which, by the names of its organisation", () => {
  const topics = [{ key: "impots" }, { key: "rsa", texts: { fr: { name: "RSA" } } }];
  expect(shown(<ShareAbout topics={topics} />).text).toContain("les permanences pour : Impôts · RSA.");
});

test("where there is more to see, a line leads to the page on which its organisation is asked", () => {
  expect(shown(<ShareAbout topics={[]} ask="/chez/rennes/agenda/demander" />).text).toContain("Pour en voir plus");
  expect(screen.getByRole("link", { name: /demander/u }).getAttribute("href")).toBe("/chez/rennes/agenda/demander");
});

test.each([
  ["/chez/rennes", "/chez/rennes"],
  [undefined, "/"],
])("after a request the page names who was asked, and leads to their home page: %s", (at, home) => {
  const organisation = { service: "Aide numérique Rennes", ...(at !== undefined && { at }) };
  expect(shown(<RequestSent organisation={organisation} days={90} />).text).toMatch(
    /^Votre demande à Aide numérique Rennes est enregistrée\..*90 jours/u,
  );
  expect(screen.getByRole("link", { name: /Aide numérique Rennes/u }).getAttribute("href")).toBe(home);
});
