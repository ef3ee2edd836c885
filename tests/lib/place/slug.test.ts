import fc from "fast-check";
import { freeSlug, slugOf, slugOfPlace } from "#lib/place/slug.ts";

const ADDRESS = /^[a-z0-9]+(-[a-z0-9]+)*$/;

test("accents, ligatures, apostrophes and signs become plain letters and hyphens", () => {
  expect(slugOf("L’Œuvre d'Épinal — 2ᵉ étage !")).toBe("l-oeuvre-d-epinal-2-etage");
  expect(slugOf("Straße")).toBe("strasse");
});

test("the slug of a place has its name and its city, which is not repeated", () => {
  expect(slugOfPlace("Mairie", "Golbey")).toBe("mairie-golbey");
  expect(slugOfPlace("Médiathèque intercommunale de Sélestat", "Sélestat")).toBe(
    "mediatheque-intercommunale-de-selestat",
  );
  expect(slugOfPlace("Espace Metzger", "Metz")).toBe("espace-metzger-metz");
});

test("a long name is cut between words", () => {
  const slug = slugOfPlace(
    "Centre intercommunal d’action sociale de la communauté de communes Orne Lorraine Confluences",
    "Jarny",
  );
  expect(slug).toBe("centre-intercommunal-d-action-sociale-de-la-communaute-de");
  expect(slug.length).toBeLessThanOrEqual(60);
});

test("a name in another script gives the slug of the city, or « lieu »", () => {
  expect(slugOfPlace("مكتبة", "Strasbourg")).toBe("strasbourg");
  expect(slugOfPlace("مكتبة", "القدس")).toBe("lieu");
});

test("a slug that is taken gets the first free number", () => {
  expect(freeSlug("mairie", new Set())).toBe("mairie");
  expect(freeSlug("mairie", new Set(["mairie", "mairie-2"]))).toBe("mairie-3");
});

test("any name and city give a valid slug", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme", maxLength: 90 }), (name, city) => {
      const slug = slugOfPlace(name, city);
      expect(slug).toMatch(ADDRESS);
      expect(slug.length).toBeLessThanOrEqual(60);
    }),
  );
});
