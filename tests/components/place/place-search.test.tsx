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

test("how many places were found is said in a sentence", () => {
  expect(readIn("fr", <FoundPlaces text="neuhof" found={1} more={false} page={1} pages={1} />)).toBe(
    "1 lieu trouvé pour « neuhof »Voir tous les lieux",
  );
  expect(readIn("fr", <FoundPlaces text="Haguenau" found={7} more={false} page={1} pages={1} />)).toContain(
    "7 lieux trouvés",
  );
  expect(readIn("fr", <FoundPlaces text="mairie" found={250} more page={1} pages={9} />)).toBe(
    "Plus de 250 lieux pour « mairie »Ajoutez la ville ou le code postal pour en voir moins.Voir tous les lieux",
  );
});

test("from the second page on the page is said beside how many there are", () => {
  expect(readIn("fr", <CountedPlaces found={203} page={1} pages={7} />)).toBe("203 lieux");
  expect(readIn("fr", <CountedPlaces found={203} page={2} pages={7} />)).toBe("203 lieux · Page 2 sur 7");
});

test("where nothing was found it is said what else to try, and whom to call", () => {
  const none = (text: string) => readIn("fr", <NoPlaceFound text={text} telephone="03 88 00 00 00" />);
  expect(none("xylophone")).toBe(
    "Aucun lieu trouvé pour « xylophone ».Essayez le nom de la ville, ou le code postal : cinq chiffres.Appelez-nous : on cherche avec vous.03 88 00 00 00Voir tous les lieux",
  );
  expect(none("ستراسبورغ")).toContain("Écrivez le nom en lettres latines, ou le code postal : cinq chiffres.");
});

test("what was typed keeps its own direction in an Arabic page", () => {
  const { container } = inLocale("ar", <FoundPlaces text="Haguenau (67)" found={2} more={false} page={1} pages={1} />);
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
