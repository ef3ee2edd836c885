import fc from "fast-check";
import { isAllCapitals, normaliseAddressCapitals, normaliseNameCapitals } from "#lib/place/normalise-capitals.ts";

test.each([
  ["COMMUNE DE WOIPPY", "Commune de Woippy"],
  ["CENTRE COMMUNAL D ACTION SOCIALE", "Centre Communal d’Action Sociale"],
  ["PAYS D'ARGONNE", "Pays d’Argonne"],
  ["LA POSTE", "La Poste"],
  ["LA POSTE METZ CONGRES", "La Poste Metz Congres"],
  ["MSA SUD CHAMPAGNE", "MSA Sud Champagne"],
  ["CC DE DAMVILLERS SPINCOURT", "CC de Damvillers Spincourt"],
  ["MAISON DES SERVICES FRANCE SERVICES CCAS", "Maison des Services France Services CCAS"],
  ["COMMUNE DE MAIZIERES LES METZ", "Commune de Maizieres les Metz"],
  ["FAMILLES ET JEUNES - LA PASSERELLE", "Familles et Jeunes - La Passerelle"],
  ["LE THILLOT : LE CENTRE", "Le Thillot : Le Centre"],
  ["ASSOCIATION ST VINCENT", "Association Saint Vincent"],
])("the name %s is written %s", (shouted, said) => {
  expect(normaliseNameCapitals(shouted)).toBe(said);
});

test("a name of one word, or with small letters, is returned unchanged", () => {
  for (const name of [
    "CMS",
    "TREMPLIN",
    "APPONA 68",
    "11 BIS",
    "Centre SOCIOCULTUREL Gilbert JANSEM",
    "mairie sanchey",
    "ASAE - Francas",
  ])
    expect(normaliseNameCapitals(name)).toBe(name);
});

test.each([
  ["56 RUE DU RIETH", "56 rue du Rieth"],
  ["1 PL DE L HOTEL DE VILLE", "1 place de l’Hotel de Ville"],
  ["PL DE L HOTEL DE VILLE", "Place de l’Hotel de Ville"],
  ["1 PL D ARMES", "1 place d’Armes"],
  ["RUE D'OBERMATT", "Rue d’Obermatt"],
  ["37 AV DU GENERAL DE GAULLE", "37 avenue du General de Gaulle"],
  ["29 ALL CHAMP DE FOIRE", "29 allée Champ de Foire"],
  ["84 RTE DE STRASBOURG", "84 route de Strasbourg"],
  ["54 RUE DE LA CROIX ST JOSEPH", "54 rue de la Croix Saint Joseph"],
  ["12 BIS RUE DE LECLERCQ", "12 bis rue de Leclercq"],
  ["65 GRAND RUE", "65 Grand Rue"],
  ["CHATEAU STANISLAS", "Chateau Stanislas"],
  ["4 AV DU GENERAL MANGIN HLM", "4 avenue du General Mangin HLM"],
])("the address %s is written %s", (shouted, said) => {
  expect(normaliseAddressCapitals(shouted)).toBe(said);
});

test("an address with small letters is returned unchanged", () => {
  for (const address of ["7b RUE DU MOULIN", "86D Rue des Bleuets", "2 Espace Gilbert Estève"])
    expect(normaliseAddressCapitals(address)).toBe(address);
});

test("a text without letters is not in capitals", () => {
  expect(isAllCapitals("12-14")).toBe(false);
  expect(isAllCapitals("A 12")).toBe(true);
});

test("for any text, normalising twice gives the same as once, and no letter is lost", () => {
  const shouted = fc
    .array(
      fc.constantFrom(
        "RUE",
        "PL",
        "D",
        "L",
        "ARMES",
        "HOTEL",
        "ST",
        "CCAS",
        "ÉGLISE",
        "DE",
        "4",
        "BIS",
        "12",
        "-",
        "L'EAU",
        "A",
        "HLM",
      ),
      { maxLength: 7 },
    )
    .map((words) => words.join(" "));
  fc.assert(
    fc.property(fc.oneof(shouted, fc.string()), (text) => {
      expect(normaliseNameCapitals(normaliseNameCapitals(text))).toBe(normaliseNameCapitals(text));
      expect(normaliseAddressCapitals(normaliseAddressCapitals(text))).toBe(normaliseAddressCapitals(text));
      expect(normaliseNameCapitals(text).replace(/[\s'’]/g, "").length).toBeGreaterThanOrEqual(
        text.replace(/[\s'’]/g, "").length,
      );
    }),
  );
});
