import { screen, within } from "@testing-library/react";
import { DayList } from "#components/place/day-list.tsx";
import type { PermanenceAtPlace } from "#components/place/coming-card.tsx";
import { NothingNow } from "#components/place/nothing-now.tsx";
import { NearSearch } from "#components/place/near-search.tsx";
import { OpenNow } from "#components/place/offered.tsx";
import { WaysIn } from "#components/place/ways-in.tsx";
import { WaitTime } from "#components/wait-time.tsx";
import type { SoonestHour } from "#lib/booking/soonest-hours.ts";
import type { ToldBoard } from "#lib/queue/board/board.ts";
import { TopicTiles } from "#components/place/topic-tiles.tsx";
import { TopicsAndDays } from "#components/place/topics-and-days.tsx";
import { byDay, nextNear, nextOf } from "#lib/schedule/offer.ts";
import { inLocale, readIn } from "#tests/components/site/in-locale.tsx";
import { held, neuhof, open } from "#tests/components/place/half-days.ts";
import { at } from "#tests/lib/schedule/mornings.ts";

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
  expect(screen.getByRole("heading", { level: 3 }).textContent).toBe("mardi 24 novembre");
  const link = screen.getByRole("link");
  expect(link.textContent?.replace(/\u00a0/gu, " ")).toBe(
    "mardi 24 novembre. De 9 h à 12 h. Mairie de quartier du Neuhof1 rue, Strasbourg",
  );
  expect(screen.getByRole("listitem").textContent).toContain("Sans rendez\u2011vous");
});

const wait = (low: number, high: number, alive = true): ToldBoard => ({
  wait: { state: "range", low, high },
  alive,
  asOf: at("9:30"),
});
const panels = (container: Element) => [...container.querySelectorAll(".lg\\:bg-accent")].map((one) => one.textContent);

test("on a desk the wait of the first place open stands in a panel, in the words of its own page; of the others in their row", () => {
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
    "Prenez plutôt rendez-vous.lundi 23 novembre à 14 h 30",
  );
});

test("where the first free hour comes before the next half-day there, or there is none without appointment, the button is that hour", () => {
  const hours = (later: readonly PermanenceAtPlace[]) => {
    inLocale("fr", openNow(tooMany, { later, first: free("2026-11-24"), book: "/rendez-vous?demarche=impots" }));
    return hrefs().filter((href) => href?.startsWith("/rendez-vous"));
  };
  expect(hours([])).toEqual(["/rendez-vous?demarche=impots"]);
  expect(readIn("fr", openNow(tooMany, { first: free("2026-11-24") }))).toContain(
    "Prenez plutôt rendez-vous.mardi 24 novembre à 9 h · Schoelcher",
  );
  const booked = { ...afternoon, windows: [{ mode: "appointment" as const, span: afternoon.span }] };
  const stopped = { ...afternoon, numbers: "stopped" as const };
  expect(readIn("fr", openNow(tooMany, { later: [booked, stopped], first: free("2026-11-24") }))).not.toContain("14 h");
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
  readIn("fr", <WaysIn learn={false} book="/rendez-vous" first={first} topic={topic} now={at("8:00")} />);

test("the way to book says the first free hour and its place, and whether it depends on the topic", () => {
  expect(booking(free("2026-11-24"))).toMatch(
    /Première heure libre :mardi 24 novembre à 9 h\..*Schoelcher.*Selon votre démarche, ce sera peut-être plus tard\.Choisir mon heure$/u,
  );
  expect(booking(free("2026-11-24"), "impots")).not.toMatch(/Selon votre démarche|attendre|confirmé/u);
  expect(booking(free("2026-11-23"), "impots")).toContain("Vous devrez peut-être attendre.");
  const unconfirmed = (
    <WaysIn learn={false} book="/rendez-vous" first={free("2026-11-23")} now={at("8:00")} unconfirmed />
  );
  expect(readIn("fr", unconfirmed)).toContain("L’équipe ne l’a pas encore confirmé. Appelez avant de venir.");
  expect(booking(undefined)).not.toContain("Première heure");
});

test("nobody is sent to book where nothing is planned and no hour is free, unless the search was narrowed", () => {
  const ways = (narrowed: boolean) =>
    readIn("fr", <WaysIn learn={false} nothing narrowed={narrowed} book="/rendez-vous" now={at("8:00")} />);
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
  expect(order(true)).toEqual(["Plus tard aujourd’hui", "Les jours suivants", "Voir qui aide pour :"]);
  expect(order(false)).toEqual(["Voir qui aide pour :", "Plus tard aujourd’hui", "Les jours suivants"]);
});
