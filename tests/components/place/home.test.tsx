import { screen, within } from "@testing-library/react";
import { DayList } from "#components/place/day-list.tsx";
import type { PermanenceAtPlace } from "#components/place/coming-card.tsx";
import { NothingNow } from "#components/place/nothing-now.tsx";
import { NearSearch } from "#components/place/near-search.tsx";
import { OpenNow, ComingLater } from "#components/place/open-and-coming.tsx";
import { BookOrWorkshops } from "#components/place/book-or-workshops.tsx";
import { WaitTime } from "#components/wait-time.tsx";
import type { SoonestHour } from "#lib/booking/soonest-hours.ts";
import type { ToldBoard } from "#lib/queue/board/board.ts";
import { TopicTiles } from "#components/place/topic-tiles.tsx";
import { TopicsAndDays } from "#components/place/topics-and-days.tsx";
import { byDay, nextNear, nextOf, upcomingOf } from "#lib/schedule/upcoming.ts";
import { inLocale, readIn } from "#tests/components/site/in-locale.tsx";
import { held, neuhof, open } from "./half-days.ts";
import { at, morning } from "#tests/lib/schedule/mornings.ts";
import {
  CountedPlaces,
  FoundPlaces,
  NoPlaceFound,
  PlacePages,
  placesAddress,
  PlaceSearch,
  TownPages,
} from "#components/place/place-search.tsx";
import { NarrowPlacesForm } from "#components/place/narrow-places-form.tsx";
import { Telephone } from "#components/site/telephone.tsx";
import type { HalfDayFilter } from "#lib/schedule/half-day-filter.ts";
import { groupByTown } from "#lib/place/group-by-town.ts";
import type { HolidayName } from "#lib/time/public-holidays.ts";
import { PlaceList, PlacesByTown } from "#components/place/place-list.tsx";
import { WorkshopCard } from "#components/place/workshop-card.tsx";

const hrefs = () => screen.getAllByRole("link").map((link) => link.getAttribute("href"));
const strasbourg = { name: "Strasbourg", latitude: 48.5714, longitude: 7.7676 };
const elsewhere = { ...open(), id: "b", at: { ...neuhof, name: "Hautepierre", latitude: 48.6 } };

test("near a commune the heading names it, and each place says how far it is", () => {
  const text = readIn(
    "fr",
    <OpenNow held={[elsewhere, open()]} boards={new Map()} now={at("9:30")} near={strasbourg} />,
  );
  expect(text).toMatch(/^Ouvert maintenant, près de Strasbourg.*Hautepierre.*à 5,9 km.*Neuhof.*à 9,4 km/u);
  expect(readIn("fr", <OpenNow held={[open()]} boards={new Map()} now={at("9:30")} />)).not.toContain("km");
});

const haguenau = { code: "67180", name: "Haguenau", latitude: 48.8156, longitude: 7.7908 };
const nowNear = (near: typeof haguenau, given = [open()]) =>
  readIn("fr", <OpenNow held={given} boards={new Map()} now={at("9:30")} near={near} />);

test("what is more than fifteen kilometres away is not called near: the page says how far the nearest is", () => {
  expect(nowNear(haguenau)).toMatch(/^Ouvert maintenant, le plus près de Haguenau : à 36 km.*Neuhof/u);
  const close = { ...open(), id: "c", at: { ...neuhof, name: "Schweighouse", latitude: 48.82 } };
  expect(nowNear(haguenau, [close, open()])).toMatch(
    /^Ouvert maintenant, près de Haguenau.*Schweighouse.*Ouvert maintenant, plus loin de Haguenau.*Neuhof.*à 36 km/u,
  );
});

const nothing = (
  near: typeof haguenau | undefined,
  later: readonly PermanenceAtPlace[],
  chosen = {},
  now = [open()],
) => {
  const offer = { now, today: [], days: byDay(later) };
  const next = near ? nextNear(offer, near) : nextOf(offer);
  return readIn(
    "fr",
    <NothingNow offer={offer} next={next} chosen={chosen} near={near} closed="sunday" telephone="03 53" />,
  );
};

test("a choice that finds nothing is left without the language, or whole, and the commune stays", () => {
  const chosen = { topic: "caf-rsa", language: "de" };
  const offer = { now: [], today: [], days: [] };
  inLocale(
    "fr",
    <NothingNow offer={offer} next={undefined} chosen={chosen} near={haguenau} closed={undefined} telephone="" />,
  );
  expect(screen.getAllByRole("link").map((link) => [link.textContent, link.getAttribute("href")])).toEqual([
    ["Voir sans la langue", "/?demarche=caf-rsa&pres=67180"],
    ["Tout montrer", "/?pres=67180"],
  ]);
});

test("where nothing is open near the commune that sentence says so, and names what is next there", () => {
  const soon = held({ day: "2026-11-24" });
  const close = { ...held({ day: "2026-11-25" }), id: "c", at: { ...neuhof, name: "Schweighouse", latitude: 48.82 } };
  expect(nothing(haguenau, [soon, close])).toMatch(
    /^Rien n’est ouvert en ce moment près de Haguenau\.Prochaine ouverture :Mercredi 25 novembre.*Schweighouse.*à 6,7 km/u,
  );
  expect(nothing(haguenau, [soon], {}, [])).toMatch(
    /dimanche.*Prochaine ouverture, au plus près de Haguenau : à 36 km/u,
  );
  expect(nothing(haguenau, [soon])).toContain("On n’a rien trouvé près de Haguenau dans les sept prochains jours.");
  expect(nothing(undefined, [soon], {}, [])).not.toContain("Haguenau");
});

test("near a commune and narrowed to a topic, it is said of that choice only, since others may be held there", () => {
  const close = { ...held({ day: "2026-11-25" }), id: "c", at: { ...neuhof, name: "Schweighouse", latitude: 48.82 } };
  expect(nothing(haguenau, [close], { topic: "impots" })).toMatch(
    /^Pour votre choix, tout est fermé en ce moment près de Haguenau\.Vous avez choisi Impôts/u,
  );
  expect(nothing(haguenau, [], { topic: "impots" })).toMatch(
    /^Rien trouvé pour votre choix près de Haguenau dans les sept prochains jours\.Vous avez choisi Impôts/u,
  );
});

test("the first place open is a card, the others are rows that are one link each", () => {
  const { container } = inLocale("fr", <OpenNow held={[open(), elsewhere]} boards={new Map()} now={at("9:30")} />);
  expect(container.querySelectorAll("article")).toHaveLength(1);
  const [row] = screen.getAllByRole("listitem").filter((item) => item.textContent?.includes("Hautepierre"));
  expect(within(row as HTMLElement).getAllByRole("link")).toHaveLength(1);
  expect(row?.textContent?.replace(/\u00a0/gu, " ")).toContain("Ouvert jusqu’à 12 h");
});

test("what was typed comes back, with the communes to choose from; nothing is lost of the other choices", () => {
  const found = [
    { code: "93066", name: "Saint-Denis (Seine-Saint-Denis)" },
    { code: "97411", name: "Saint-Denis (La Réunion)" },
  ];
  inLocale("fr", <NearSearch asked={{ typed: "saint denis", found }} choice={{ topic: "impots", language: "ar" }} />);
  expect(screen.getByRole<HTMLInputElement>("searchbox", { name: /^Près de quelle ville/u }).value).toBe("saint denis");
  expect(hrefs()).toEqual(["/?demarche=impots&langue=ar&pres=93066", "/?demarche=impots&langue=ar&pres=97411"]);
});

test("a commune that nobody knows is told, with what else to type", () => {
  expect(readIn("fr", <NearSearch asked={{ typed: "xyz", found: [] }} choice={{}} />)).toContain(
    "On ne connaît pas de ville « xyz ». Essayez le code postal : cinq chiffres.",
  );
});

test("the commune that is chosen stands in the field, and one link takes it away", () => {
  const chosen = { code: "67482", name: "Strasbourg" };
  inLocale(
    "ar",
    <NearSearch asked={{ typed: "67100", chosen, found: [chosen] }} choice={{ topic: "impots", near: "67482" }} />,
  );
  expect(screen.getByRole<HTMLInputElement>("searchbox").value).toBe("Strasbourg");
  expect(hrefs()).toEqual(["/ar?demarche=impots"]);
});

test("six topics are shown at once, the others behind their title, which is open while one of them is chosen", () => {
  const keys = ["caf-rsa", "impots", "email", "retraite", "carte-grise", "titre-sejour", "ameli-compte", "autre"];
  const choose = (topic?: string) => {
    const { container, unmount } = inLocale(
      "fr",
      <TopicsAndDays
        topics={keys.map((key) => ({ key }))}
        asked={["ameli-compte"]}
        languages={[]}
        choice={{ topic }}
        offer={{ today: [], days: [] }}
        daysFirst={false}
      />,
    );
    const names = [...container.querySelectorAll("section a[href*='demarche=']")].map((link) => [
      link.textContent?.replace(/\u00a0/gu, " "),
      link.closest("details") !== null,
    ]);
    const { open } = container.querySelector("details") ?? {};
    unmount();
    return { names, open };
  };
  expect(choose().names.map(([name, isFolded]) => `${name}${isFolded === true ? " (folded)" : ""}`)).toEqual([
    "CAF : demander le RSA",
    "Impôts",
    "Se servir de son e-mail",
    "Titre de séjour",
    "Assurance maladie (ameli)",
    "Autre chose",
    "Retraite (folded)",
    "Carte grise, permis (folded)",
  ]);
  expect([choose().open, choose("impots").open, choose("retraite").open]).toEqual([false, false, true]);
});

test("each topic is a tile that narrows the page and keeps the commune; the chosen one says so", () => {
  inLocale(
    "fr",
    <TopicTiles topics={[{ key: "impots" }, { key: "retraite" }]} choice={{ topic: "impots", near: "67482" }} />,
  );
  expect(hrefs()).toEqual(["/?demarche=impots&pres=67482#maintenant", "/?demarche=retraite&pres=67482#maintenant"]);
  expect(screen.getByRole("link", { current: true }).textContent).toBe("Impôts");
});

test("the days to come are one list: a row says hours, place, address and how to come, and is named by all that it needs alone", () => {
  inLocale("fr", <DayList days={[{ date: "2026-11-24", held: [held({ day: "2026-11-24" })] }]} />);
  const heading = screen.getByRole("heading", { level: 3 });
  // On a phone the short name, on a desk the whole one with its address.
  expect(heading.textContent?.replace(/\u00a0/gu, " ")).toBe(
    "mardi 24 novembre. De 9 h à 12 h. · NeuhofMairie de quartier du Neuhof1 rue, Strasbourg",
  );
  expect(screen.getByRole("link").textContent).toBe(heading.textContent);
  expect(screen.getByRole("listitem").textContent).toContain("Sans rendez\u2011vous");
});

const wait = (low: number, high: number, alive = true): ToldBoard => ({
  wait: { state: "range", low, high },
  alive,
  asOf: at("9:30"),
});
const panels = (container: Element) => [...container.querySelectorAll("div.bg-accent")].map((one) => one.textContent);

test("the wait of the first place open stands on a band of colour, in the words of its own page; of the others in their row", () => {
  const boards = new Map([
    [open().id, wait(20, 40)],
    ["b", wait(5, 15)],
  ]);
  const { container } = inLocale("fr", <OpenNow held={[open(), elsewhere]} boards={boards} now={at("9:30")} />);
  const [panel, ...others] = panels(container);
  const { container: page } = inLocale("fr", <WaitTime board={wait(20, 40)} permanence={open()} />);
  expect([panel, others]).toEqual([page.textContent, []]);
  expect(panel?.replace(/\u00a0/gu, " ")).toBe("Si vous arrivez maintenant :20 à 40 minutes d’attente");
});

test("without a wait to tell there is no panel: nobody is heard, too many people wait, numbers are stopped, or appointments only", () => {
  const shown = (board: ToldBoard | undefined, half = open()) =>
    panels(
      inLocale("fr", <OpenNow held={[half]} boards={new Map(board && [[half.id, board]])} now={at("9:30")} />)
        .container,
    );
  expect(shown(wait(20, 40))).toHaveLength(1);
  expect([shown(undefined), shown(wait(20, 40, false)), shown(wait(150, 300))]).toEqual([[], [], []]);
  expect(shown(wait(20, 40), open({ numbers: "stopped" }))).toEqual([]);
  expect(shown(wait(20, 40), open({ windows: [{ mode: "appointment", span: open().span }] }))).toEqual([]);
});

const tooMany = { ...wait(60, 200), asOf: at("11:00") };
const afternoon = held({ id: "afternoon", from: "14:00", to: "17:00" });
const openNow = (board: ToldBoard | undefined, given: Partial<Parameters<typeof OpenNow>[0]> = {}) => (
  <OpenNow held={[open()]} boards={new Map(board && [[open().id, board]])} now={at("11:00")} {...given} />
);

test("where too many people wait that comes first with its sign, not the green word, and a button leads to the next half-day there", () => {
  const { container } = inLocale("fr", openNow(tooMany, { later: [afternoon], first: free("2026-11-24") }));
  expect(container.textContent).toContain("Il y a trop de monde.");
  expect(container.textContent).not.toMatch(/Ouvert jusqu|Ouvert maintenant/u);
  expect(container.querySelector(".order-first use")?.getAttribute("href")).toContain("warning");
  const go = screen.getByRole("link", { name: /^Lundi 23 novembre, de 14/u });
  expect([go.getAttribute("href"), go.className]).toEqual([
    "/permanences/afternoon",
    expect.stringContaining("bg-accent"),
  ]);
});

test("the button names the hours of that half-day in which people come without an appointment, not those before", () => {
  const windows = [
    { mode: "appointment" as const, span: { start: at("14:00"), end: at("15:00") } },
    { mode: "walk-in" as const, span: { start: at("15:00"), end: at("16:00") } },
    { mode: "mixed" as const, span: { start: at("16:00"), end: at("16:30") } },
    { mode: "appointment" as const, span: { start: at("16:30"), end: at("17:00") } },
  ];
  const text = readIn("fr", openNow(tooMany, { later: [{ ...afternoon, windows }], first: free("2026-11-24") }));
  expect(text).toContain("Venez plutôt à une autre heure, sans rendez-vous :Lundi 23 novembre, de 15 h à 16 h 30");
  const before = { ...free("2026-11-23"), span: { start: at("14:30"), end: at("15:00") } };
  expect(readIn("fr", openNow(tooMany, { later: [{ ...afternoon, windows }], first: before }))).toContain(
    "Il y a de la place :lundi 23 novembre à 14 h 30",
  );
});

test("where the first free hour comes before the next half-day there, or there is none without appointment, the button is that hour", () => {
  const hours = (later: readonly PermanenceAtPlace[]) => {
    inLocale("fr", openNow(tooMany, { later, first: free("2026-11-24"), book: "/rendez-vous?demarche=impots" }));
    return hrefs().filter((href) => href?.startsWith("/rendez-vous"));
  };
  expect(hours([])).toEqual(["/rendez-vous?demarche=impots"]);
  expect(readIn("fr", openNow(tooMany, { first: free("2026-11-24") }))).toContain(
    "Il y a de la place :mardi 24 novembre à 9 h · Schoelcher",
  );
  const booked = { ...afternoon, windows: [{ mode: "appointment" as const, span: afternoon.span }] };
  const stopped = { ...afternoon, numbers: "stopped" as const };
  expect(readIn("fr", openNow(tooMany, { later: [booked, stopped], first: free("2026-11-24") }))).not.toContain("14 h");
});

test("while a place is open the others of this hour are one line each, with what they say in place of a wait", () => {
  const boards = new Map<string, ToldBoard>([
    [open().id, wait(20, 40)],
    ["b", wait(5, 15)],
    ["c", { wait: { state: "unknown" }, suspended: true, alive: true, asOf: at("9:30") }],
  ]);
  const paused = { ...open(), id: "c", at: { ...neuhof, name: "Cronenbourg" } };
  inLocale("fr", <OpenNow held={[open(), elsewhere, paused]} boards={boards} now={at("9:30")} phone="+33353010067" />);
  expect(screen.getAllByRole("article")).toHaveLength(1);
  const rows = screen.getAllByRole("listitem").filter((row) => row.querySelector("h3"));
  expect(rows.map((row) => row.textContent?.replace(/\u00a0/gu, " "))).toEqual([
    expect.stringMatching(/Hautepierre.*5 à 15 minutes d’attente$/u),
    expect.stringMatching(/Cronenbourg.*en pause/u),
  ]);
  // Whom to call stands between the card and the others.
  const call = screen.getByRole("link", { name: /^Appeler le/u });
  expect(call.compareDocumentPosition(rows[0] as Node) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
});

test("a pause is not headed as open: name, address, then the pause with its own sign, and what to do", () => {
  const pause: ToldBoard = { wait: { state: "unknown" }, suspended: true, alive: true, asOf: at("11:00") };
  const { container } = inLocale("fr", openNow(pause));
  expect(container.textContent).toMatch(
    /^En ce momentMairie de quartier du Neuhof1 rue, StrasbourgC’est en pause\. On reprend dès que possible\.Vous pouvez venir et attendre\./u,
  );
  expect(container.querySelector(".order-first")).toBeNull();
  expect([...container.querySelectorAll("use")].map((use) => use.getAttribute("href"))).not.toContain(
    "/icons.svg#clock",
  );
  expect(readIn("fr", openNow(pause, { held: [open(), elsewhere] }))).toMatch(
    /^Ouvert maintenant.*Hautepierre.*Ailleurs, en ce moment.*Neuhof.*en pause/u,
  );
});

test("an open place says whether one may come without an appointment", () => {
  const mixed = open({ windows: [{ mode: "mixed", span: open().span }] });
  expect(readIn("fr", openNow(wait(5, 15)))).toMatch(/^Ouvert maintenant.*Strasbourg.*Sans rendez-vous.*d’attente/u);
  expect(readIn("fr", openNow(wait(5, 15), { held: [mixed] }))).toContain("Avec ou sans rendez-vous");
  expect(readIn("fr", openNow(undefined, { held: [elsewhere, open()] })).match(/Sans rendez-vous/gu)).toHaveLength(2);
});

const free = (day: string): SoonestHour => ({
  permanence: "p",
  timeZone: "Europe/Paris",
  place: { slug: "s", name: "Schoelcher", address: "56 rue du Rieth", city: "Strasbourg" },
  span: { start: at("9:00", day), end: at("9:30", day) },
});
const booking = (first: SoonestHour | undefined, topic?: string) =>
  readIn("fr", <BookOrWorkshops learn={false} book="/rendez-vous" first={first} topic={topic} now={at("8:00")} />);

test("the way to book says the first free hour and its place, and whether it depends on the topic", () => {
  expect(booking(free("2026-11-24"))).toMatch(
    /Première heure libre :mardi 24 novembre à 9 h\..*Schoelcher.*Selon votre démarche, ce sera peut-être plus tard\.Choisir mon heure$/u,
  );
  expect(booking(free("2026-11-24"), "impots")).not.toMatch(/Selon votre démarche|attendre|confirmé/u);
  expect(booking(free("2026-11-23"), "impots")).toContain("Vous devrez peut-être attendre.");
  const unconfirmed = (
    <BookOrWorkshops learn={false} book="/rendez-vous" first={free("2026-11-23")} now={at("8:00")} unconfirmed />
  );
  expect(readIn("fr", unconfirmed)).toContain("L’équipe ne l’a pas encore confirmé. Appelez avant de venir.");
  expect(booking(undefined)).not.toContain("Première heure");
});

test("nobody is sent to book where nothing is planned and no hour is free, unless the search was narrowed", () => {
  const ways = (narrowed: boolean) =>
    readIn("fr", <BookOrWorkshops learn={false} nothing narrowed={narrowed} book="/rendez-vous" now={at("8:00")} />);
  expect(ways(false)).toBe("");
  expect(ways(true)).toContain("Prendre rendez-vous");
});

test("the days to come stand above the topics when nothing is open now, else below", () => {
  const order = (daysFirst: boolean) => {
    const { container } = inLocale(
      "fr",
      <TopicsAndDays
        topics={[{ key: "impots" }]}
        languages={[]}
        choice={{}}
        offer={{ today: [afternoon], days: byDay([held({ day: "2026-11-24" })]) }}
        daysFirst={daysFirst}
      />,
    );
    return [...container.querySelectorAll("h2")].map(({ textContent }) => textContent?.replace(/\u00a0/gu, " "));
  };
  expect(order(true)).toEqual(["Ensuite", "Pour quelle démarche ?"]);
  expect(order(false)).toEqual(["Pour quelle démarche ?", "Ensuite"]);
});

describe("the search for a place", () => {
  const hrefs = () => screen.queryAllByRole("link").map((link) => `${link.textContent}: ${link.getAttribute("href")}`);

  test("the field keeps what was typed, and the form leads to the list in the reader's language without script", () => {
    inLocale("ar", <PlaceSearch text="Saint-Denis" />);
    const form = screen.getByRole<HTMLFormElement>("search");
    expect([form.getAttribute("action"), form.method]).toEqual(["/ar/lieux", "get"]);
    const field = screen.getByRole<HTMLInputElement>("searchbox", { name: "المدينة أو الرمز البريدي أو اسم المكان" });
    expect([field.name, field.value, field.dir]).toEqual(["q", "Saint-Denis", "auto"]);
    expect(screen.getByRole("button", { name: "بحث" })).toBeInstanceOf(HTMLButtonElement);
  });

  test("how many places were found is said in the heading, those with a half-day to come apart from the others", () => {
    const found = (planned: number, all: number, more = false) =>
      readIn("fr", <FoundPlaces text="Haguenau" found={all} planned={planned} more={more} page={1} pages={1} />);
    expect(found(1, 7)).toBe("1 lieu avec une permanence et 6 autres lieux pour « Haguenau »Tous les lieux");
    expect(found(2, 2)).toBe("2 lieux avec une permanence pour « Haguenau »Tous les lieux");
    expect(found(0, 1)).toBe("1 lieu pour « Haguenau »Tous les lieux");
    expect(found(9, 250, true)).toBe(
      "Plus de 250 lieux pour « Haguenau »Ajoutez la ville ou le code postal pour en voir moins.Tous les lieux",
    );
    inLocale("fr", <FoundPlaces text="Haguenau" found={7} planned={1} more={false} page={1} pages={1} />);
    expect(screen.getByRole("heading", { level: 2 }).textContent).toContain("6 autres lieux");
  });

  test("from the second page on the page is said beside how many there are", () => {
    expect(readIn("fr", <CountedPlaces found={203} page={1} pages={7} />)).toBe("203 lieux");
    expect(readIn("fr", <CountedPlaces found={203} page={2} pages={7} />)).toBe("203 lieux · Page 2 sur 7");
  });

  test("where nothing was found it is said what else to try; the telephone stands once, in the footer", () => {
    const none = (text: string) => readIn("fr", <NoPlaceFound text={text} />);
    expect(none("xylophone")).toBe(
      "Aucun lieu trouvé pour « xylophone ».Essayez le nom de la ville, ou le code postal : cinq chiffres.Tous les lieux",
    );
    expect(none("ستراسبورغ")).toContain("Écrivez le nom en lettres latines, ou le code postal : cinq chiffres.");
  });

  test("what was typed keeps its own direction in an Arabic page", () => {
    const { container } = inLocale(
      "ar",
      <FoundPlaces text="Haguenau (67)" found={2} planned={0} more={false} page={1} pages={1} />,
    );
    expect(container.querySelector("bdi")?.textContent).toBe("Haguenau (67)");
  });

  test("the pages before and after keep the search", () => {
    const { unmount } = inLocale("fr", <PlacePages text="l’île & co" page={2} pages={3} />);
    expect(screen.getByRole("navigation", { name: "Pages" }).textContent).toContain("Page 2 sur 3");
    expect(hrefs()).toEqual([
      "Page précédente: /lieux?q=l%E2%80%99%C3%AEle+%26+co",
      "Page suivante: /lieux?q=l%E2%80%99%C3%AEle+%26+co&page=3",
    ]);
    unmount();
    inLocale("en", <PlacePages page={1} pages={2} />);
    expect(hrefs()).toEqual(["Next page: /en/lieux?page=2"]);
  });

  test("one page has no links to others", () => {
    expect(readIn("fr", <PlacePages page={1} pages={1} />)).toBe("");
    expect(readIn("fr", <TownPages begins />)).toBe("");
  });

  test("the list of very many places goes on after the last one shown, and leads back to its start", () => {
    inLocale("tr", <TownPages begins={false} after="mairie" />);
    expect(hrefs()).toEqual(["Başa dönün: /tr/lieux", "Sonraki sayfa: /tr/lieux?apres=mairie"]);
    expect(placesAddress({})).toBe("/lieux");
  });
});

describe("the home page", () => {
  const nothing = (
    half: PermanenceAtPlace[],
    { chosen = {}, closed }: { chosen?: HalfDayFilter; closed?: "sunday" | HolidayName } = {},
  ) =>
    readIn(
      "fr",
      <NothingNow
        offer={upcomingOf(half, at("8:00"))}
        next={nextOf(upcomingOf(half, at("8:00")))}
        chosen={chosen}
        closed={closed}
        telephone={<Telephone organisation={{ phone: "+33388000000" }} />}
      />,
    );

  const tomorrow = held({ day: "2026-11-24" });
  const NEUHOF = "Mairie de quartier du Neuhof1 rue, StrasbourgSans rendez-vous";

  test("when nothing is open the next help is named, with its day, hours and place", () => {
    expect(nothing([tomorrow])).toBe(
      `Rien n’est ouvert en ce moment.Prochaine ouverture :Mardi 24 novembre, de 9 h à 12 h${NEUHOF}`,
    );
  });

  test("a next time that is today is said as today, with its hour", () => {
    expect(nothing([held(), tomorrow])).toBe(
      `Rien n’est ouvert en ce moment.Prochaine ouverture :Aujourd’hui à 9 h${NEUHOF}`,
    );
  });

  test("Sunday is said as Sunday, an empty week as an empty week with the number to call", () => {
    expect(nothing([tomorrow], { closed: "sunday" })).toContain("C’est dimanche. Tout est fermé.");
    expect(nothing([])).toBe(
      "Rien n’est prévu dans les sept prochains jours.Appelez-nous : on cherche avec vous.Appeler le 03 88 00 00 00",
    );
  });

  test("a holiday is said by its name, and neither it nor Sunday while something is still to open that day", () => {
    expect(nothing([tomorrow], { closed: "easter-monday" })).toContain("Lundi de Pâques : tout est fermé.");
    expect(nothing([held(), tomorrow], { closed: "sunday" })).toContain("Rien n’est ouvert en ce moment.");
  });

  test("among the days to come a holiday is said, unless something is held on it", () => {
    const days = (half: PermanenceAtPlace[]) =>
      readIn(
        "fr",
        <ComingLater offer={upcomingOf(half, at("8:00"))} holidays={new Map([["2026-11-25", "armistice" as const]])} />,
      );
    expect(days([tomorrow])).toMatch(
      /^Ensuite.*mardi 24 novembre.*mercredi 25 novembre\. 11 novembre : tout est fermé\.$/u,
    );
    expect(days([tomorrow, held({ day: "2026-11-25" })])).not.toContain("tout est fermé");
    expect(days([])).toContain("11 novembre : tout est fermé.");
  });

  test("three half-days to come are shown, those of today first; the list of places has the rest", () => {
    const halfDays = [
      held({ id: "later", from: "14:00", to: "17:00" }),
      held({ id: "b", day: "2026-11-24" }),
      held({ id: "c", day: "2026-11-24", from: "14:00", to: "17:00" }),
      held({ id: "d", day: "2026-11-25" }),
    ];
    inLocale("fr", <ComingLater offer={upcomingOf(halfDays, at("8:00"))} />);
    expect(hrefs()).toEqual(["/lieux", "/permanences/later", "/permanences/b", "/permanences/c"]);
    expect(screen.getAllByRole("listitem").map((row) => /^\D*/u.exec(row.textContent ?? "")?.[0])).toEqual([
      "auj.",
      "mar.",
      "mar.",
    ]);
  });

  test("while no workshop is planned, the page has no way to learn", () => {
    expect(readIn("fr", <BookOrWorkshops learn book="/rendez-vous" now={at("8:00")} />)).toContain(
      "Ateliers pour apprendre",
    );
    expect(readIn("fr", <BookOrWorkshops learn={false} book="/rendez-vous" now={at("8:00")} />)).not.toContain(
      "Ateliers pour apprendre",
    );
  });

  test("with a choice it is the choice that finds nothing, and it is said what was chosen", () => {
    expect(nothing([], { chosen: { topic: "caf-rsa", language: "de" } })).toBe(
      "Rien pour votre choix dans les sept prochains jours.Vous avez choisi CAF : demander le RSA · allemandVoir sans la langueTout montrerAppelez-nous : on cherche avec vous.Appeler le 03 88 00 00 00",
    );
    const soon = nothing([tomorrow], { chosen: { language: "ar" }, closed: "sunday" });
    expect(soon).toMatch(
      /^Pour votre choix, tout est fermé en ce moment\.Vous avez choisi arabeTout montrerProchaine ouverture/u,
    );
    expect(soon).not.toContain("dimanche");
  });

  test("the selects show the choice that the page names", () => {
    inLocale(
      "fr",
      <NarrowPlacesForm chosen={{ language: "de" }} topics={[{ key: "impots" }]} languages={["ar", "de"]} />,
    );
    expect(screen.getByRole<HTMLSelectElement>("combobox", { name: "Langue parlée par l’équipe" }).value).toBe("de");
    expect(screen.getByRole("link", { name: "Tout montrer" }).getAttribute("href")).toBe("/");
  });

  test("what a person confirmed stands apart from what is only planned, so that nobody sets out for a perhaps", () => {
    const planned = held({ from: "8:00", to: "13:00" });
    expect(readIn("fr", <OpenNow held={[open(), planned]} boards={new Map()} now={at("9:30")} />)).toMatch(
      /^Ouvert maintenant.*Ouvert jusqu’à 12 h.*Peut-être ouvert : appelez avant \(1\).*Normalement ouvert jusqu’à 13 h/u,
    );
    expect(readIn("fr", <OpenNow held={[planned]} boards={new Map()} now={at("9:30")} />)).not.toContain(
      "Ouvert maintenant",
    );
    expect(readIn("fr", <OpenNow held={[]} boards={new Map()} now={at("9:30")} />)).toBe("");
  });
});

test("where more places are open than are shown, people are sent to search their town", () => {
  inLocale("ar", <OpenNow held={[open()]} more boards={new Map()} now={at("9:30")} />);
  expect(screen.getByRole("link", { name: "أماكن أخرى مفتوحة: ابحثوا عن مدينتكم" }).getAttribute("href")).toBe(
    "/ar/lieux",
  );
  expect(readIn("fr", <OpenNow held={[open()]} boards={new Map()} now={at("9:30")} />)).not.toContain("D’autres lieux");
});

describe("the lists of places", () => {
  const place = (name: string, city: string, next?: ReturnType<typeof morning>, inseeCode?: string) => ({
    ...neuhof,
    id: name,
    slug: name.toLowerCase(),
    name,
    city,
    ...(inseeCode !== undefined && { inseeCode }),
    ...(next && { next }),
  });
  const PLACES = [
    place("Alpha", "Haguenau"),
    place("Beta", "Strasbourg", morning({ day: "2026-11-24" })),
    place("Gamma", "Haguenau"),
    place("Delta", "Strasbourg"),
    place("Omega", "Haguenau", morning()),
  ];

  const byTown = (places: typeof PLACES) => groupByTown(places, (code) => code.slice(0, 2));
  const list = (places: typeof PLACES) => {
    const soon = places.filter(({ next }) => next);
    const others = places.filter(({ next }) => !next);
    return <PlaceList soon={soon} towns={byTown(others)} now={at("10:00")} />;
  };
  const headings = (places: typeof PLACES) => {
    const { unmount } = inLocale("fr", list(places));
    const read = screen.getAllByRole("heading").map(({ tagName, textContent }) => `${tagName} ${textContent}`);
    unmount();
    return read;
  };

  test("places where help is planned stand in the order given, before the others under their towns", () => {
    expect(headings(PLACES)).toEqual([
      "H2 Permanences prévues",
      "H3 Beta",
      "H3 Omega",
      "H2 Autres lieux d’aide",
      "H3 Haguenau",
      "H4 Alpha",
      "H4 Gamma",
      "H3 Strasbourg",
      "H4 Delta",
    ]);
  });

  test("two communes of one name are two towns, and each says in which département it lies", () => {
    const places = [
      place("Basilique", "Saint-Denis", undefined, "93066"),
      place("Barachois", "Saint-Denis", undefined, "97411"),
      place("Moufia", "Saint-Denis", undefined, "97411"),
    ];
    expect(headings(places)).toEqual([
      "H2 Autres lieux d’aide",
      "H3 Saint-Denis (97)",
      "H4 Barachois",
      "H4 Moufia",
      "H3 Saint-Denis (93)",
      "H4 Basilique",
    ]);
  });

  test("the other places say that nothing is planned there; without them nothing is said", () => {
    const sentence = "Autres lieux d’aidePas de permanence dans les deux prochaines semaines. Appelez avant d’y aller.";
    expect(readIn("fr", list(PLACES))).toContain(sentence);
    expect(headings(PLACES.filter(({ next }) => next !== undefined))).not.toContain("H2 Autres lieux d’aide");
    expect(readIn("fr", list([]))).toBe("");
  });

  test("a place where nothing is planned has its number to call, and one with a half-day how to come and the languages", () => {
    const beta = place("Beta", "Strasbourg", morning({ day: "2026-11-24" }));
    const delta = place("Delta", "Strasbourg");
    const called = { ...beta, phone: "+33388000001" };
    const other = { ...delta, phone: "+33388000002" };
    const text = readIn("fr", list([called, other]));
    expect(text).toContain("Prochaine : Mardi 24 novembre, de 9 h à 12 hSans rendez-vousOn parle aussi arabe et turc");
    expect(text).toContain("Appeler le 03 88 00 00 02");
    expect(text).not.toContain("03 88 00 00 01");
  });

  test("a place that is shut says so first, and how long; a half-day that its closure keeps is not promised", () => {
    const closure = {
      id: "a",
      timeZone: "Europe/Paris",
      span: { start: at("8:00"), end: at("23:59") },
      unknownEnd: true,
      sentence: "Fuite d’eau.",
    };
    const beta = place("Beta", "Strasbourg", morning({ day: "2026-11-24" }));
    const delta = place("Delta", "Strasbourg");
    const kept = { ...beta, next: { ...morning({ day: "2026-11-24" }), shut: "Fuite d’eau." }, closure };
    const called = { ...delta, phone: "+33388000002", closure };
    const open = { ...beta, closure };
    const text = readIn("fr", list([kept, called]));
    expect(text).toContain("StrasbourgC’est fermé pour l’instant.Appeler le 03 88 00 00 02");
    expect(text.match(/C’est fermé pour l’instant/gu)).toHaveLength(2);
    expect(text).not.toContain("24 novembre");
    expect(readIn("fr", list([open]))).toMatch(/fermé pour l’instant\.Prochaine : Mardi 24 novembre/u);
  });

  test("of very many places each says whether help is planned there, and in which postal code it lies", () => {
    const [beta, delta] = byTown(PLACES.filter(({ city }) => city === "Strasbourg"))[0]?.places ?? [];
    const towns = [{ key: "67482", name: "Strasbourg", places: [beta, delta].flatMap((one) => one ?? []) }];
    const text = readIn("fr", <PlacesByTown towns={towns} now={at("10:00")} />);
    expect(text).toMatch(
      /^Tous les lieux, ville par villeStrasbourgBeta1 rue, 67100 StrasbourgProchaine : Mardi 24 novembre, de 9 h à 12 hSans rendez-vousOn parle aussi arabe et turc/iu,
    );
    expect(text).toMatch(/Delta1 rue, 67100 StrasbourgRien n’est prévu pendant deux semaines\.$/u);
  });

  test("a workshop leads to its place, and says its street and town", () => {
    const card = (
      <WorkshopCard
        title="Mes premiers pas"
        level="debutant"
        place={neuhof}
        span={{ start: at("14:00"), end: at("16:00") }}
        free={3}
      />
    );
    expect(readIn("fr", card)).toContain("Mairie de quartier du Neuhof1 rue, Strasbourg");
    expect(readIn("fr", card)).toContain("Niveau : débutant3 places libres");
    expect(readIn("fr", card)).not.toContain("français");
    expect(readIn("en", card)).toContain("Mes premiers pas (in French)");
    inLocale("ar", card);
    expect(screen.getByRole("link", { name: "Mairie de quartier du Neuhof" }).getAttribute("href")).toBe(
      "/ar/lieux/neuhof",
    );
  });
});
