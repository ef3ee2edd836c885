import { hasStreet, addressLine } from "#lib/place/address-line.ts";

const at = (name: string, address: string, city = "Strasbourg") => addressLine({ name, address, city });

test("the line has street and town", () => {
  expect(at("FACE Alsace", "13 place des Halles")).toBe("13 place des Halles, Strasbourg");
  expect(at("Communauté de communes", "Rue d’Obermatt", "Durrenbach")).toBe("Rue d’Obermatt, Durrenbach");
});

test("an address that only repeats part of the name is left out", () => {
  expect(at("Mairie de quartier du Neuhof", "Neuhof")).toBe("Strasbourg");
  expect(at("Mairie de quartier de Hautepierre", "hautepierre ")).toBe("Strasbourg");
  expect(at("Mairie", "")).toBe("Strasbourg");
});

test("an address that is only the beginning of a word of the name is kept", () => {
  expect(at("Centre social Neuhofer", "Neuhof")).toBe("Neuhof, Strasbourg");
});

test("a missing address, or one that repeats the name, has no street", () => {
  expect(hasStreet({ name: "Mairie de quartier du Neuhof", address: "Neuhof" })).toBe(false);
  expect(hasStreet({ name: "Mairie", address: "" })).toBe(false);
  expect(hasStreet({ name: "FACE Alsace", address: "13 place des Halles" })).toBe(true);
});
