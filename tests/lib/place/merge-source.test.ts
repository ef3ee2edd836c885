import fc from "fast-check";
import { mergeSource, type SourceFields } from "#lib/place/merge-source.ts";

const said: SourceFields = {
  name: "Médiathèque",
  shortName: "Médiathèque, Sélestat",
  address: "2 espace Gilbert Estève",
  city: "Sélestat",
  postalCode: "67600",
  latitude: 48.2556,
  longitude: 7.4567,
  timeZone: "Europe/Paris",
  holidayRegion: "67",
  phone: null,
  languages: [],
  openingHours: "Tu 10:00-12:00",
  pivot: null,
  source: "conseiller-numerique",
  sourceDate: "2022-06-17",
  services: ["aide-aux-demarches-administratives"],
  audiences: [],
  specialCare: [],
  support: [],
  fees: ["gratuit"],
  programmes: [],
};

test("a place that stands as the source says it needs nothing", () => {
  expect(mergeSource(said, said, said)).toEqual({ changes: {}, local: [] });
});

test("what the source says anew is taken over where nobody changed it", () => {
  expect(mergeSource(said, said, { ...said, phone: "+33388580320", openingHours: null, fees: [] })).toEqual({
    changes: { phone: "+33388580320", openingHours: null, fees: [] },
    local: [],
  });
});

test("what was changed here stays, whatever the source says, and is told", () => {
  const here = { ...said, name: "Médiathèque du centre" };
  expect(mergeSource(here, said, said)).toEqual({ changes: {}, local: ["name"] });
  expect(mergeSource(here, said, { ...said, name: "MEDIATHEQUE", phone: "+33388580320" })).toEqual({
    changes: { phone: "+33388580320" },
    local: ["name"],
  });
});

test("once the source says what was changed here, the two agree and nothing is told", () => {
  const here = { ...said, name: "Médiathèque du centre" };
  expect(mergeSource(here, said, here)).toEqual({ changes: {}, local: [] });
});

test("a number added here is not taken away by a source that knows none", () => {
  expect(mergeSource({ ...said, phone: "+33388000000" }, said, said)).toEqual({ changes: {}, local: ["phone"] });
});

test("a place that was written here altogether keeps all of it", () => {
  expect(mergeSource({ ...said, city: "Schlettstadt" }, undefined, said)).toEqual({ changes: {}, local: ["city"] });
});

test("after any taking over, the same source changes nothing more", () => {
  const field = fc.constantFrom("a", "b", null);
  const place = fc
    .record({
      name: fc.constantFrom("a", "b"),
      phone: field,
      openingHours: field,
      fees: fc.constantFrom([], ["gratuit"], ["payant"]),
    })
    .map((parts) => ({ ...said, ...parts }));
  fc.assert(
    fc.property(place, fc.option(place, { nil: undefined }), place, (current, last, anew) => {
      const { changes, local } = mergeSource(current, last, anew);
      const after = { ...current, ...changes };
      expect(mergeSource(after, anew, anew)).toEqual({ changes: {}, local });
    }),
  );
});
