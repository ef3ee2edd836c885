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

test("nothing changes when the place equals the source", () => {
  expect(mergeSource(said, said, said)).toEqual({ changes: {}, local: [] });
});

test("a new value of the source is taken where the field was not changed here", () => {
  expect(mergeSource(said, said, { ...said, phone: "+33388580320", openingHours: null, fees: [] })).toEqual({
    changes: { phone: "+33388580320", openingHours: null, fees: [] },
    local: [],
  });
});

test("a field changed here stays and is reported as local", () => {
  const here = { ...said, name: "Médiathèque du centre" };
  expect(mergeSource(here, said, said)).toEqual({ changes: {}, local: ["name"] });
  expect(mergeSource(here, said, { ...said, name: "MEDIATHEQUE", phone: "+33388580320" })).toEqual({
    changes: { phone: "+33388580320" },
    local: ["name"],
  });
});

test("a local change is no longer reported once the source has the same value", () => {
  const here = { ...said, name: "Médiathèque du centre" };
  expect(mergeSource(here, said, here)).toEqual({ changes: {}, local: [] });
});

test("a telephone number added here stays when the source has none", () => {
  expect(mergeSource({ ...said, phone: "+33388000000" }, said, said)).toEqual({ changes: {}, local: ["phone"] });
});

test("a place entered by hand keeps all its fields", () => {
  expect(mergeSource({ ...said, city: "Schlettstadt" }, undefined, said)).toEqual({ changes: {}, local: ["city"] });
});

test("after any merge, merging the same source again changes nothing", () => {
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
