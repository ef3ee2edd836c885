import { hasStreet, addressLine } from "#lib/place/address-line.ts";

const at = (name: string, address: string, city = "Strasbourg") => addressLine({ name, address, city });

test("a place is where its street and its town are", () => {
  expect(at("FACE Alsace", "13 place des Halles")).toBe("13 place des Halles, Strasbourg");
  expect(at("Communauté de communes", "Rue d’Obermatt", "Durrenbach")).toBe("Rue d’Obermatt, Durrenbach");
});

test("an address that only repeats the quarter of the name is not said again", () => {
  expect(at("Mairie de quartier du Neuhof", "Neuhof")).toBe("Strasbourg");
  expect(at("Mairie de quartier de Hautepierre", "hautepierre ")).toBe("Strasbourg");
  expect(at("Mairie", "")).toBe("Strasbourg");
});

test("a street that begins like a word of the name is a street", () => {
  expect(at("Centre social Neuhofer", "Neuhof")).toBe("Neuhof, Strasbourg");
});

test("a mere quarter leads nobody to the door", () => {
  expect(hasStreet({ name: "Mairie de quartier du Neuhof", address: "Neuhof" })).toBe(false);
  expect(hasStreet({ name: "Mairie", address: "" })).toBe(false);
  expect(hasStreet({ name: "FACE Alsace", address: "13 place des Halles" })).toBe(true);
});
