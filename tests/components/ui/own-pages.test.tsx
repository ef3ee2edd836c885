import { belowOrganisation } from "#components/ui/own-pages.ts";

test("the pages that an organisation has of its own are below its path, with what was chosen on them", () => {
  expect(
    ["/", "/?langue=ar", "/lieux?q=nouvoitou", "/rendez-vous#x", "/mentions-legales"].map((href) =>
      belowOrganisation("/chez/rennes", href),
    ),
  ).toEqual([
    "/chez/rennes",
    "/chez/rennes?langue=ar",
    "/chez/rennes/lieux?q=nouvoitou",
    "/chez/rennes/rendez-vous#x",
    "/chez/rennes/mentions-legales",
  ]);
});

test("a place, a half-day, a number or an appointment has one address, whoever holds it", () => {
  const pages = ["/lieux/mediatheque", "/permanences/1", "/suivi/x", "/rendez-vous/x", "/connexion", "/chez/rennes"];
  expect(pages.map((href) => belowOrganisation("/chez/rennes", href))).toEqual(pages);
});

test("where the installation has one organisation, its pages are those at the root", () => {
  expect(belowOrganisation("", "/lieux")).toBe("/lieux");
});
