import { reading, type World } from "./reading.ts";
import { TOPIC } from "./half-days.ts";

/** The pages beside the way: each is whole, and none shows a button that wants a script. */
export function around(world: World): void {
  test.each([
    "/lieux",
    "/lieux/face-alsace",
    "/ateliers",
    "/aide",
    "/accessibilite",
    "/donnees-personnelles",
    "/mentions-legales",
    "/plan-du-site",
    "/connexion",
  ])("%s is whole", (path) => reading(world, (reader) => reader.open(path)));

  test("a shared calendar is read week by week, and is added to one's own without a button that copies", () =>
    reading(world, async (reader) => {
      await reader.open(world().app.addresses.share);
      await reader.unfold("share.add.title");
      await reader.looks();
      await reader.follow("share.week.after");
      expect(reader.at).toContain("?semaine=");
    }));

  test.each(["/affiche", "/cartes"])(
    "the paper of a place (%s) shows no button to print where the browser's menu does it",
    (paper) =>
      reading(world, async (reader) => {
        await reader.page.goto(`/lieux/face-alsace${paper}`);
        expect(await reader.page.getByRole("button").count()).toBe(0);
        expect((await reader.page.getByRole("main").innerText()).length).toBeGreaterThan(40);
      }),
  );

  test("another language shows the same page, with what was chosen on it", () =>
    reading(world, async (reader) => {
      await reader.open(`/rendez-vous?demarche=${TOPIC}`);
      const other = reader.language === "fr" ? "ar" : "fr";
      const there = `${reader.language === "fr" ? "/ar" : ""}/rendez-vous?demarche=${TOPIC}`;
      expect(await reader.page.locator(`header a[hreflang=${other}]`).getAttribute("href")).toBe(there);
    }));
}
