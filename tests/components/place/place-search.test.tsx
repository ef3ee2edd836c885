import { screen } from "@testing-library/react";
import {
  CountedPlaces,
  FoundPlaces,
  NoPlaceFound,
  PlacePages,
  placesAddress,
  PlaceSearch,
  TownPages,
} from "#components/place/place-search.tsx";
import { inLocale, readIn } from "#tests/components/site/in-locale.tsx";

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
  expect(found(1, 7)).toBe("1 lieu avec une permanence et 6 autres lieux pour « Haguenau »Voir tous les lieux");
  expect(found(2, 2)).toBe("2 lieux avec une permanence pour « Haguenau »Voir tous les lieux");
  expect(found(0, 1)).toBe("1 lieu pour « Haguenau »Voir tous les lieux");
  expect(found(9, 250, true)).toBe(
    "Plus de 250 lieux pour « Haguenau »Ajoutez la ville ou le code postal pour en voir moins.Voir tous les lieux",
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
