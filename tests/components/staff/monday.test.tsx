import { screen, within } from "@testing-library/react";
import { NotHeldThisWeek, PeopleToTell } from "#components/staff/monday/not-held.tsx";
import { PostersToHang } from "#components/staff/monday/posters-to-hang.tsx";
import { NotRecordedHalfDays, ShortHalfDays } from "#components/staff/monday/to-settle.tsx";
import { WeekDoneCard } from "#components/staff/monday/week-done.tsx";
import type { NotRecorded, WeekToShare } from "#lib/report/week-done.ts";
import { staffingOf } from "#lib/schedule/staffing.ts";
import { instantOf } from "#lib/time/instant.ts";
import { shown } from "#tests/components/calendar/shown.tsx";

const week = { from: "2027-03-01", until: "2027-03-07" };
const done: WeekToShare = {
  halfDays: 12,
  notHeld: 0,
  notRecorded: 0,
  cancelled: 1,
  received: 48,
  turnedAway: 6,
  halfWaited: 9,
  nineOfTenWaited: 31,
  topics: { shown: [{ key: "impots", people: 30 }], rest: 18 },
  reasons: { shown: [{ key: "full", people: 6 }], rest: 0 },
};
const span = { start: instantOf("2027-03-08T09:00:00+01:00"), end: instantOf("2027-03-08T12:00:00+01:00") };
const halfDay = { id: "h", place: "Neuhof", localDate: "2027-03-08", timeZone: "Europe/Paris", span };
const none = { shown: [], more: false };

/** The text to paste, with plain spaces. */
const pasted = (change: Partial<WeekToShare> = {}): string => {
  shown(<WeekDoneCard week={week} service="Aide numérique" done={{ ...done, ...change }} topics={[]} />);
  return screen.getByRole<HTMLTextAreaElement>("textbox").value.replaceAll("\u00a0", " ").replaceAll("\u202f", " ");
};

test("last week is a text that can be pasted: who, when, how many, how long, for what, and why not", () => {
  expect(pasted().split("\n")).toEqual([
    "Aide numérique. Du 1er mars 2027 au 7 mars 2027",
    "12 permanences, 1 annulée",
    "Personnes : 48 personnes reçues, 6 personnes reparties sans numéro",
    "Attente : moins de 9 minutes pour une personne sur deux, moins de 31 minutes pour neuf sur dix",
    "Démarches : Impôts (30), autres, ou non notées (18)",
    "Sans numéro, pourquoi : Trop de monde (6)",
  ]);
});

test("half-days that were not held, and those of which nobody said so, are none of those that were", () => {
  expect(pasted({ halfDays: 0, notHeld: 2, notRecorded: 3, cancelled: 0 })).toContain(
    "\naucune permanence, 2 pas tenues, 3 pas notées\n",
  );
});

test("a small number of people is said as such, and no wait of theirs", () => {
  const { halfWaited: _, nineOfTenWaited: __, ...few } = done;
  shown(
    <WeekDoneCard
      week={week}
      service="Aide numérique"
      done={{ ...few, received: "few", turnedAway: 0, topics: { shown: [], rest: "few" } }}
      topics={[]}
    />,
  );
  const text = screen.getByRole<HTMLTextAreaElement>("textbox").value.replaceAll("\u00a0", " ");
  expect(text).toContain("moins de 5 personnes reçues, aucune repartie sans numéro");
  expect(text).toContain("Attente : trop peu de personnes pour le dire");
  expect(text).toContain("Démarches : autres, ou non notées (moins de 5)");
  expect(text).not.toContain("pourquoi");
});

test("a week without any half-day says so, has nothing to paste, and shows an example that is marked as one", () => {
  const nothing = { ...done, halfDays: 0, cancelled: 0, received: 0, turnedAway: 0 };
  const { text, container } = shown(<WeekDoneCard week={week} service="Aide numérique" done={nothing} topics={[]} />);
  expect(text).toMatch(/^La semaine passéeAucune permanence n’était prévue\./u);
  expect(screen.queryByRole("textbox")).toBeNull();
  const example = container.querySelector("details")!;
  expect([example.open, example.textContent?.replaceAll("\u00a0", " ")]).toEqual([
    false,
    expect.stringMatching(/chiffres inventés.*Aide numérique\. Du 1er mars.*64 personnes reçues/su),
  ]);
});

test("what is short leads to the panel that settles it", () => {
  const short = {
    ...halfDay,
    place: { id: "p", name: "Neuhof" },
    status: "scheduled",
    desks: 2,
    seats: [],
    staffing: staffingOf(span, 2, []),
  };
  const { text } = shown(
    <ShortHalfDays short={{ shown: [short], more: true }} organisation="ville" week="2027-03-08" />,
  );
  expect(text).toMatch(/lundi 8 mars, 9 h – 12 h · Neuhof.*il manque 2 personnes.*Il y en a d’autres/u);
  const href = screen.getByRole("link", { name: /Neuhof/u }).getAttribute("href");
  expect(href).toBe("/coordination/planning?organisation=ville&semaine=2027-03-08&permanence=h#permanence");
});

test("what is not held this week is said with since when, the day of decision and what residents read", () => {
  const closure = {
    id: "c",
    place: { id: "p", name: "Médiathèque" },
    timeZone: "Europe/Paris",
    span: { start: instantOf("2027-03-08T00:00:00+01:00"), end: instantOf("2200-01-01T00:00:00Z") },
    decideOn: "2027-03-15",
    toDecide: true,
    begun: true,
    sentence: "Fuite d’eau",
    mayChange: true,
  };
  const cancelled = {
    ...halfDay,
    place: { id: "p", name: "Neuhof" },
    status: "cancelled",
    desks: 1,
    seats: [],
    why: "Panne de chauffage",
  };
  const { text } = shown(
    <NotHeldThisWeek
      shut={{ shown: [closure], more: false }}
      cancelled={{ shown: [cancelled], more: true }}
      organisation="ville"
      week="2027-03-08"
    />,
  );
  expect(text).toMatch(
    /^Fermés ou annulés cette semaineMédiathèqueà partir du 8 mars 2027, sans fin connue\. On décide le 15 mars 2027\.« Fuite d’eau »lundi 8 mars, 9 h – 12 h · NeuhofAnnulée« Panne de chauffage »Il y en a d’autres/u,
  );
  expect(screen.getAllByRole("link").map((link) => link.getAttribute("href"))).toEqual([
    "/coordination/fermetures/c",
    "/coordination/planning?organisation=ville&semaine=2027-03-08&permanence=h#permanence",
  ]);
});

test("people to be told are counted in the heading, and by half-day with the list to call", () => {
  const list = { ...halfDay, permanence: "h", people: 2 };
  const { text } = shown(<PeopleToTell toCall={{ shown: [list], more: false, people: 3 }} />);
  expect(text).toMatch(/^À prévenir : 3 personneslundi 8 mars, 9 h – 12 h · Neuhof2 personnes$/u);
  expect(screen.getByRole("link").getAttribute("href")).toBe("/conseiller/permanences/h/a-prevenir");
});

test("a half-day that is not recorded says what to do, and missing reports are folded with their sum", () => {
  const unclosed = (["never-opened", "still-open", "ended-automatically"] as const).map((why, index): NotRecorded => ({
    ...halfDay,
    id: String(index),
    why,
  }));
  const withoutReports = [3, 4].map((missing): NotRecorded => ({
    ...halfDay,
    id: `r${missing}`,
    why: "reports-missing",
    missing,
  }));
  const { text } = shown(
    <NotRecordedHalfDays
      unclosed={{ shown: unclosed, more: false }}
      withoutReports={{ shown: withoutReports, more: false }}
    />,
  );
  expect(text).toMatch(/Personne ne l’a ouverte.*encore ouverte.*terminée seule.*7 comptes rendus manquent/u);
  expect(screen.getByText(/7.comptes rendus manquent/u).closest("details")?.open).toBe(false);
  expect(screen.getAllByRole("link", { hidden: true })).toHaveLength(5);
});

test("when nothing is to be done each part says so", () => {
  const { text } = shown(
    <>
      <ShortHalfDays short={none} organisation="ville" week="2027-03-08" />
      <NotRecordedHalfDays unclosed={none} withoutReports={none} />
      <PeopleToTell toCall={{ ...none, people: 0 }} />
      <NotHeldThisWeek shut={none} cancelled={none} organisation="ville" week="2027-03-08" />
      <PostersToHang wrong={none} unknown={none} slug="ville" typed={undefined} />
    </>,
  );
  expect(text).toMatch(
    /Chaque table est tenue.*Tout est noté.*À prévenirPersonne n’est.*Aucun lieu fermé, aucune permanence annulée.*Les affiches au mur sont justes/u,
  );
  expect(screen.queryByRole("button")).toBeNull();
});

test("a wrong poster says what changed, leads to its print, and is ticked with the version that was shown", () => {
  const poster = (id: string, name: string, parts: readonly ("hours" | "door")[]) => ({
    place: { id, slug: id, name },
    parts,
    version: `version-${id}`,
  });
  const { container } = shown(
    <PostersToHang
      wrong={{ shown: [poster("neuhof", "Neuhof", ["hours", "door"])], more: false }}
      unknown={{ shown: [poster("meinau", "Meinau", [])], more: false }}
      slug="ville"
      typed={undefined}
    />,
  );
  const box = screen.getByRole<HTMLInputElement>("checkbox", { name: /Neuhof/u });
  expect([box.name, box.value, box.checked]).toEqual(["place:neuhof", "version-neuhof", false]);
  const line = box.closest("li")!;
  expect(line.textContent).toContain("les horaires et le code de la porte");
  expect(within(line).getByRole("link").getAttribute("href")).toBe("/lieux/neuhof/affiche");
  expect(container.querySelector("details")?.textContent).toContain("Meinau");
});

test("the walls are not said to be right as long as nobody confirmed the poster of some places", () => {
  const poster = (id: string) => ({ place: { id, slug: id, name: id }, parts: [], version: id });
  const unknown = { shown: [poster("neuhof"), poster("meinau")], more: false };
  const { text } = shown(<PostersToHang wrong={none} unknown={unknown} slug="ville" typed={undefined} />);
  expect(text).toContain("2 affiches pas confirmées : on ne sait pas ce qui est au mur.");
  expect(text).not.toContain("justes");
  // On paper, where nothing unfolds, the places are named.
  expect(screen.getByText("neuhof et meinau").closest("p")?.className).toBe("hidden print:block");
  const { text: many } = shown(
    <PostersToHang wrong={none} unknown={{ ...unknown, more: true }} slug="ville" typed={undefined} />,
  );
  expect(many).toContain("Plus de 2 affiches pas confirmées");
});

test("what the week that comes is short of has a heading of its own, and leads to that week", () => {
  const { text } = shown(<ShortHalfDays short={none} organisation="ville" week="2027-03-15" next />);
  expect(text).toMatch(/^À compléter la semaine prochaine/u);
  expect(screen.getByRole("link", { name: "Voir la semaine prochaine" }).getAttribute("href")).toBe(
    "/coordination/planning?organisation=ville&semaine=2027-03-15",
  );
});
