import "@testing-library/jest-dom";
import { cleanup, screen, within } from "@testing-library/react";
import { CasesAside } from "#components/staff/reception/aside.tsx";
import { AppointmentSlip } from "#components/staff/reception/appointment-slip.tsx";
import { HalfDayChoice } from "#components/referrer/choose-hours.tsx";
import { FoundActs } from "#components/staff/reception/found-acts.tsx";
import { BookedCard, FoundCard } from "#components/staff/reception/found-card.tsx";
import { ChosenHour, HoursStep } from "#components/staff/reception/hours-step.tsx";
import { MaskedList } from "#components/staff/reception/masked-list.tsx";
import { NumberCard } from "#components/staff/reception/number-given.tsx";
import { OpenLines } from "#components/staff/reception/open-lines.tsx";
import { PersonStep } from "#components/staff/reception/person-step.tsx";
import { TopicStep } from "#components/staff/reception/topic-step.tsx";
import type { FoundAppointment } from "#lib/booking/found-appointment.ts";
import type { ReceptionCase } from "#lib/booking/reception-case.ts";
import type { Permanence } from "#lib/schedule/permanence.ts";
import { instantOf, plusMinutes } from "#lib/time/instant.ts";
import { shown } from "#tests/components/calendar/shown.tsx";

const start = instantOf("2026-11-12T09:30:00+01:00");
const now = instantOf("2026-11-09T10:22:00+01:00");
const timeZone = "Europe/Paris";
const place = { slug: "face", name: "FACE Alsace", address: "13 place des Halles", city: "Strasbourg" };
const kept: ReceptionCase = {
  id: "00000000-0000-4000-8000-000000000001",
  since: now,
  organisation: "ville",
  topic: "caf",
  hour: { permanence: "p", start, place: place.name, timeZone, hold: "secret", until: plusMinutes(now, 5) },
  name: "Fatima",
  phone: "06 39",
  language: "tr",
  prefersCall: false,
  toFetch: true,
};
const topics = [
  { key: "caf-logement", name: "CAF : aide au logement" },
  { key: "caf-prime", name: "CAF : prime d’activité" },
  { key: "impots", name: "Impôts" },
];

const valueOf = (label: string): string => screen.getByLabelText<HTMLInputElement>(label).value;

test("the first letters of a topic are asked with the focus on them, and every topic is a link", () => {
  shown(<TopicStep slug="ville" topics={topics} typed={undefined} focused />);
  expect(document.activeElement).toBe(screen.getByLabelText("Premières lettres"));
  expect(screen.getAllByRole("link").map((link) => link.getAttribute("href"))).toEqual([
    "/accueil?organisation=ville&demarche=caf-logement",
    "/accueil?organisation=ville&demarche=caf-prime",
    "/accueil?organisation=ville&demarche=impots",
  ]);
});

test("after letters that several topics have, only those are left, and what was typed stands there", () => {
  const typed = { form: "demarche", fields: { topic: "caf" }, refusals: { topic: "several-topics" } };
  shown(<TopicStep slug="ville" topics={topics} typed={typed} focused={false} />);
  expect(screen.getAllByRole("link").filter((link) => link.getAttribute("href")?.startsWith("/"))).toHaveLength(2);
  expect(valueOf("Premières lettres")).toBe("caf");
});

test("an hour is read out with its day, place and street, and one press holds it", () => {
  const hour = { permanence: "p", timeZone, place, span: { start, end: plusMinutes(start, 45) } };
  const fields = { slug: "ville", topic: "caf" };
  shown(
    <HoursStep hours={[hour]} act="/accueil/tenir" fields={fields} asked={fields} page={0} further ofOne={false} />,
  );
  const button = screen.getByRole("button");
  expect(document.activeElement).toBe(button);
  expect(button.textContent?.replaceAll("\u00a0", " ")).toBe("jeudi 12 novembre9 h 30FACE Alsace13 place des Halles");
  const sent = new FormData(button.closest("form") ?? undefined);
  expect(Object.fromEntries(sent)).toEqual({ ...fields, permanence: "p", startsAt: "2026-11-12T09:30:00+01:00" });
  expect(screen.getByRole("link", { name: "Plus tard" }).getAttribute("href")).toContain("suite=1");
  expect(screen.queryByRole("link", { name: "Revenir aux premières heures" })).toBeNull();
});

test("an hour where too many people wait says so to the team and to whoever refers people, the others do not", () => {
  const span = { start, end: plusMinutes(start, 45) };
  const hours = [
    { permanence: "p", timeZone, place, span, tooManyWait: true as const },
    { permanence: "q", timeZone, place, span },
  ];
  const fields = { slug: "ville", topic: "caf" };
  shown(<HoursStep hours={hours} act="/a" fields={fields} asked={fields} page={0} further={false} ofOne={false} />);
  const told = (elements: readonly HTMLElement[]) =>
    elements.map(({ textContent }) => /on ne pourra/u.test(textContent));
  expect(told(screen.getAllByRole("button"))).toEqual([true, false]);
  cleanup();
  const halfDay = { span, timeZone, starts: [start] };
  const halfDays = [
    { ...halfDay, permanence: "p", tooManyWait: true },
    { ...halfDay, permanence: "q", tooManyWait: false },
  ];
  shown(<HalfDayChoice halfDays={halfDays} people={1} chosen="q" error={undefined} />);
  expect(told(screen.getAllByRole("radio").flatMap(({ parentElement }) => parentElement ?? []))).toEqual([true, false]);
});

test.each([
  [true, /Gardée jusqu’à 10.h.27/u],
  [false, /Plus gardée\. Essayez/u],
])("whether the hour is held is said in words (%s)", (held, words) => {
  shown(<ChosenHour hour={kept.hour!} held={held} change="/accueil" />);
  expect(screen.getByText(words)).toBeDefined();
});

test("Enter in a field of the person books; putting aside and dropping are other buttons of the same form", () => {
  shown(<PersonStep kept={kept} typed={undefined} />);
  expect(document.activeElement).toBe(screen.getByLabelText("Prénom"));
  expect([valueOf("Prénom"), valueOf("Téléphone")]).toEqual(["Fatima", "06 39"]);
  expect(valueOf("Langue des messages")).toBe("tr");
  const [first, aside, drop] = screen.getAllByRole<HTMLButtonElement>("button");
  expect(first?.textContent).toBe("Prendre le rendez‑vous");
  expect(first?.closest("form")?.getAttribute("action")).toBe(`/accueil/prendre?cas=${kept.id}`);
  expect(aside?.getAttribute("formaction")).toBe(`/accueil/garder?cas=${kept.id}`);
  expect(aside?.getAttribute("aria-keyshortcuts")).toBe("F2");
  expect(drop?.getAttribute("formaction")).toBe(`/accueil/abandonner?cas=${kept.id}`);
});

test("cases that wait are told by topic, first name and hour; one key takes up the first", () => {
  const { hour: _, ...without } = kept;
  shown(
    <CasesAside
      cases={[kept, { ...without, id: "2", name: "" }]}
      nameOf={(topic) => topic.toUpperCase()}
      timeZone={timeZone}
      now={plusMinutes(now, 6)}
    />,
  );
  expect(screen.getByRole("heading").textContent).toBe("2 cas mis de côté");
  const [first, second] = screen.getAllByRole("listitem").map((item) => within(item).getByRole("link"));
  expect([first?.getAttribute("aria-keyshortcuts"), second?.getAttribute("aria-keyshortcuts")]).toEqual(["F4", null]);
  expect(screen.getAllByRole("listitem")[0]?.textContent).toMatch(/CAFFatimajeudi 12 novembre à 9.h.30Plus gardée/u);
  expect(screen.getAllByRole("listitem")[1]?.textContent).toMatch(/CAFPas encore d’heure\./u);
});

test("the code is read letter by letter, each with a word, and shown large in two groups", () => {
  shown(<BookedCard found={{ ref: "sealed", held }} topics="CAF" slug="ville" />);
  expect(screen.getByText("K, 7, M, 4, P, D")).toBeDefined();
  expect([screen.getByText("K7M"), screen.getByText("4PD")]).toHaveLength(2);
  expect(screen.getByText("K comme kilo · 7 · M comme maison")).toBeDefined();
  expect(screen.getByText("4 · P comme pomme · D comme dimanche")).toBeDefined();
  expect(screen.getByRole("link", { name: /Appel suivant/u }).getAttribute("href")).toBe("/accueil?organisation=ville");
});

const held = {
  id: "a",
  secret: "s",
  code: "K7M4PD",
  state: "booked" as const,
  span: { start, end: plusMinutes(start, 45) },
  timeZone,
  topics: ["caf"],
  createdAt: now,
  bookedAt: now,
  permanence: "p",
  organisation: "o",
  place: { ...place, postalCode: "67000" },
};
const opened = { ref: "sealed", held, name: "Fatima", phone: { ending: "01\u00a024" } };

test("an appointment that was opened says hour, place, name and code, and of the telephone four digits until they are asked for", () => {
  const { container } = shown(<FoundCard found={opened} topics="CAF" />);
  const text = container.textContent?.replaceAll("\u00a0", " ");
  expect(text).toMatch(
    /^jeudi 12 novembre à 9 h 30FACE Alsace13 place des Halles, StrasbourgCAFPrénom : FatimaCode : K7M 4PD/u,
  );
  expect(text).toContain("·· ·· ·· 01 24");
  expect(screen.getAllByRole("button").map((button) => button.textContent)).toEqual([
    "Montrer le contact",
    "Renvoyer au contact donné",
  ]);
});

test("once its contact was asked for it stands there whole", () => {
  shown(<FoundCard found={{ ...opened, phone: { ending: "", whole: "+33639980124" } }} topics="CAF" />);
  expect(screen.getByText("06 39 98 01 24")).toBeDefined();
  expect(screen.queryByRole("button")).toBeNull();
});

test("of what was found by a telephone neither hour nor place is said, and the sentence to say stands there", () => {
  const { container } = shown(
    <MaskedList
      found={[
        { ref: "one", ending: "01\u00a024", email: false },
        { ref: "two", email: false },
      ]}
    />,
  );
  expect(screen.getByRole("heading").textContent).toBe("2 rendez‑vous trouvés");
  expect(screen.getByText(/^Dites/u).textContent).toContain("son lien repart au contact donné");
  expect(container.textContent).not.toMatch(/novembre|FACE/u);
  expect(screen.getAllByRole("button")).toHaveLength(1);
  expect(screen.getByText("Aucun contact donné. Demandez le code.")).toBeDefined();
});

const actsOf = (
  state: FoundAppointment["held"]["state"],
  more: Partial<FoundAppointment> = {},
  at = now,
): readonly string[] => {
  shown(
    <FoundActs found={{ ...opened, ...more, held: { ...held, ...more.held, state } }} typed={undefined} now={at} />,
  );
  const words = [...screen.queryAllByRole("button", { hidden: true }), ...screen.queryAllByRole("link")].map(
    (one) => one.textContent ?? "",
  );
  cleanup();
  return words;
};

test("somebody who is expected is here, late, fetched, moved or cancelled; once they are here they get priority", () => {
  expect(actsOf("booked")).not.toContain("Est là");
  expect(actsOf("booked", {}, plusMinutes(start, -60))).toEqual([
    "Est là",
    "On ira chercher",
    "Noter",
    "Oui, annuler",
    "Déplacer",
    "Imprimer en grand",
  ]);
  expect(actsOf("booked", {}, plusMinutes(start, 5))).not.toContain("Déplacer");
  const line = { state: "waiting", priority: false, toFetch: false };
  const visit = { number: 7, secret: "v" };
  expect(actsOf("checked-in", { line, held: { ...held, visit } })).toEqual([
    "Donner la priorité",
    "On ira chercher",
    "Imprimer en grand",
  ]);
  expect(actsOf("checked-in", { line: { ...line, priority: true }, held: { ...held, visit } })).toEqual([
    "On ira chercher",
    "Imprimer en grand",
  ]);
  expect(actsOf("cancelled-by-service")).toEqual(["Imprimer en grand"]);
});

test("what is sent to them can be stopped, and what they stopped sent again", () => {
  const stops = (
    given: Pick<NonNullable<FoundAppointment["way"]>, "by" | "refusesSms" | "refusesMail">,
  ): readonly string[] => {
    cleanup();
    const way = { phone: "mobile", prefersCall: false, ...given } as const;
    shown(<FoundActs found={{ ...opened, way }} typed={undefined} now={now} />);
    return screen
      .getAllByRole("button")
      .flatMap(({ textContent }) => (/SMS|mail/u.test(textContent) ? textContent : []));
  };
  expect(stops({ by: "sms", refusesSms: false, refusesMail: false })).toEqual(["Ne plus envoyer de SMS"]);
  expect(stops({ by: "mail", refusesSms: true, refusesMail: false })).toEqual([
    "Envoyer de nouveau des SMS",
    "Ne plus envoyer d’e-mails",
  ]);
  expect(stops({ by: "call", refusesSms: false, refusesMail: false })).toEqual([]);
});

test("paper is in the language of the person", () => {
  shown(<FoundActs found={{ ...opened, language: "ar" }} typed={undefined} now={now} />);
  expect(screen.getByRole("link", { name: "Imprimer en grand" }).getAttribute("href")).toBe(
    "/ar/accueil/papier?trouve=sealed",
  );
});

test("the lines say where, how many wait and how long; one that begins soon says when, one that should have begun that it has not", () => {
  const permanence = {
    id: "p",
    timeZone,
    span: { start: now, end: plusMinutes(now, 180) },
  } as unknown as Permanence;
  const board = { waiting: 4, wait: { state: "range" as const, low: 20, high: 35 }, alive: true, asOf: now };
  shown(
    <OpenLines
      lines={[
        { permanence, place: "Neuhof", board, numberKey: "0198f0a0-0000-4000-8000-0000000000a1" },
        { permanence: { ...permanence, id: "q" }, place: "Meinau" },
        {
          permanence: { ...permanence, id: "r", span: { ...permanence.span, start: plusMinutes(now, 5) } },
          place: "Shadok",
        },
      ]}
      now={now}
    />,
  );
  const items = screen.getAllByRole("listitem").map((item) => item.textContent?.replaceAll("\u00a0", " "));
  expect(items[0]).toMatch(/^Neuhof4 personnes attendent.*20 à 35 minutes/u);
  expect(items[1]).toBe("MeinauPas encore ouvert. Prévu à 10 h 22Besoin d’aide");
  expect(items[2]).toBe("ShadokOuvre à 10 h 27Besoin d’aide");
  expect(screen.getAllByRole("link", { name: /^Besoin d’aide\s: /u })[0]?.getAttribute("href")).toBe(
    "/conseiller/permanences/p/aide",
  );
  expect(screen.getAllByRole("link")[0]?.getAttribute("href")).toBe("/conseiller/permanences/p");
  expect(screen.getAllByRole("button").map((button) => button.getAttribute("aria-label"))).toEqual([
    "Donner un numéro, Neuhof",
  ]);
});

describe("a number that was given at the desk", () => {
  const given = { ref: "sealed", number: 12, secret: "secret", place: "Neuhof" };

  test("is said large with its picture, printed, and followed by the next person", () => {
    shown(<NumberCard given={given} slug="ville" typed={undefined} />);
    expect(screen.getByRole("heading", { name: /^Donnez ce numéro\s: 12$/u })).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "Imprimer en grand" }).getAttribute("href")).toBe("/suivi/secret/papier");
    expect(screen.getByRole("link", { name: /^Appel suivant/u })).toBeInTheDocument();
    expect(screen.queryByRole("textbox")).toBeNull();
  });

  test("takes a mobile for SMS, after what is said to the person; then two digits alone are read", () => {
    shown(<NumberCard given={{ ...given, sms: { is: "offered" } }} slug="ville" typed={undefined} />);
    expect(screen.getByRole("textbox", { name: "Portable, pour un SMS" })).toHaveAccessibleDescription(
      /^À dire\s: «\sOn vous écrit quand c’est bientôt à vous\./u,
    );
    cleanup();
    shown(<NumberCard given={{ ...given, sms: { is: "told", ends: "24" } }} slug="ville" typed={undefined} />);
    expect(screen.getByText("SMS au téléphone qui finit par 24.")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Ne plus recevoir de SMS" })).toBeInTheDocument();
    expect(screen.queryByRole("textbox")).toBeNull();
  });

  test("whose SMS did not arrive says so, and asks for the telephone again", () => {
    shown(
      <NumberCard given={{ ...given, sms: { is: "told", ends: "24", failed: true } }} slug="ville" typed={undefined} />,
    );
    expect(screen.getByText(/^Un SMS n’est pas arrivé/u)).toBeInTheDocument();
    expect(screen.getByRole("textbox", { name: "Portable, pour un SMS" })).toBeInTheDocument();
  });
});

test("a paper has the hour, the place and the code in large, what to bring, and no name", () => {
  const { container } = shown(
    <AppointmentSlip held={{ ...held, phone: "+33388000000" }} bring={["Une pièce d’identité"]} />,
  );
  const text = container.textContent?.replaceAll("\u00a0", " ");
  expect(text).toMatch(
    /jeudi 12 novembre9 h 30FACE Alsace13 place des Halles, 67000 Strasbourg.*K7M 4PD.*Une pièce d’identité.*03 88 00 00 00/u,
  );
});
