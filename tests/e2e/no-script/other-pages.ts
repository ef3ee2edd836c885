import type { Page } from "playwright-core";
import { openDevice } from "#tests/support/devices.ts";
import { withReader, type Setup } from "./with-reader.ts";
import { TOPIC } from "./half-days.ts";

/** Pages outside the main journeys: each has no fault, and none shows a button that needs JavaScript. */
export function otherPages(setup: Setup): void {
  test.each([
    "/lieux",
    "/lieux/face-alsace",
    "/ateliers",
    "/aide",
    "/retrouver",
    "/retrouver?fait=lien",
    "/accessibilite",
    "/donnees-personnelles",
    "/mentions-legales",
    "/plan-du-site",
  ])("%s has no fault", (path) => withReader(setup, (reader) => reader.open(path)));

  test("a browser that asks for Turkish is offered it in one line on a French page, and is led nowhere", () =>
    withReader(setup, async (reader) => {
      const { app, browser } = setup();
      const { context, page } = await openDevice(browser, app.url, "phone", {
        javaScriptEnabled: false,
        locale: "tr-TR",
      });
      const offers = (of: Page) => of.getByRole("link", { name: "Bu sayfanın Türkçesi" });
      await reader.open("/lieux?q=Neuhof");
      expect(await offers(reader.page).count()).toBe(0);
      await page.goto(new URL(reader.page.url()).href);
      expect(page.url()).toBe(reader.page.url());
      expect(await offers(page).count()).toBe(reader.language === "fr" ? 1 : 0);
      if (reader.language === "fr") {
        await offers(page).click();
        await page.waitForURL("**/tr/lieux?q=Neuhof");
        expect(await offers(page).count()).toBe(0);
      }
      await context.close();
    }));

  test("the sign-in page, which speaks French and English, has no fault", () =>
    withReader(setup, async (reader) => {
      if (reader.language === "fr") return reader.open("/connexion");
      await reader.page.goto("/ar/connexion");
      expect(new URL(reader.page.url()).pathname).toBe("/connexion");
    }));

  test("places are searched, and where nothing is found the text stays in the field", () =>
    withReader(setup, async (reader) => {
      await reader.open("/lieux");
      const field = reader.main.getByRole("searchbox");
      await field.fill("HAGUENAU médi");
      await reader.press("place.search.go");
      expect(reader.at).toBe("/lieux?q=HAGUENAU+m%C3%A9di");
      expect(await reader.main.getByRole("heading", { level: 4 }).allInnerTexts()).toEqual(["Médiathèque de Haguenau"]);
      await field.fill("xylophone");
      await reader.press("place.search.go");
      await reader.reads("place.search.try");
      expect(await field.inputValue()).toBe("xylophone");
      await reader.follow("place.list.title");
      expect(reader.at).toBe("/lieux");
    }));

  test("a shared calendar is read week by week, and shows no copy button", () =>
    withReader(setup, async (reader) => {
      await reader.open(setup().app.addresses.share);
      await reader.unfold("share.add.title");
      await reader.looks();
      await reader.follow("share.week.after");
      expect(reader.at).toContain("?semaine=");
    }));

  test.each(["/affiche", "/cartes"])(
    "the printed page of a place (%s) shows no print button, which would need JavaScript",
    (paper) =>
      withReader(setup, async (reader) => {
        await reader.page.goto(`/lieux/face-alsace${paper}`);
        expect(await reader.page.getByRole("button").count()).toBe(0);
        expect((await reader.page.getByRole("main").innerText()).length).toBeGreaterThan(40);
      }),
  );

  test("the link to the other language leads to the same page with the same choices", () =>
    withReader(setup, async (reader) => {
      await reader.open(`/rendez-vous?demarche=${TOPIC}`);
      const other = reader.language === "fr" ? "ar" : "fr";
      const there = `${reader.language === "fr" ? "/ar" : ""}/rendez-vous?demarche=${TOPIC}`;
      expect(await reader.page.locator(`header a[hreflang=${other}]`).getAttribute("href")).toBe(there);
    }));
}
