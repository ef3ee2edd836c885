import { readFileSync } from "node:fs";
import fc from "fast-check";
import type { WordingLanguage } from "#lib/message/channel.ts";
import {
  linkOf,
  LINK_SECRET_LENGTH,
  type PlaceToName,
  type MessageFacts,
  type WhatIsTold,
} from "#lib/message/facts.ts";
import { composeSms, type Sms } from "#lib/message/sms/compose.ts";
import { toGsm7 } from "#lib/message/sms/gsm-7.ts";
import { cutName, shapesOf } from "#lib/message/sms/shortening.ts";
import { shortNameOf } from "#lib/place/short-name.ts";
import { plusMinutes } from "#lib/time/instant.ts";
import { runs } from "#tests/support/property-runs.ts";
import { ALL_WORDS, EXAMPLE_NOW, EXAMPLE_PLACE, SMS_EXAMPLES, sayIn } from "#tests/support/sms-texts.ts";

const SECRET = "k3v9q7m2x4ab";
const LINK = linkOf("aide.example", SECRET);
type Besides = Partial<Pick<MessageFacts, "place" | "organisation" | "phone" | "code" | "link">>;
const example = (title: string, besides: Besides = {}): MessageFacts => ({
  ...(SMS_EXAMPLES[title] as WhatIsTold),
  place: EXAMPLE_PLACE,
  phone: "+33353010067",
  code: "K7M4PD",
  link: LINK,
  ...besides,
});
const compose = (told: MessageFacts, words: WordingLanguage = "fr"): Sms =>
  composeSms(told, words, sayIn(words), EXAMPLE_NOW);

describe("what an SMS says", () => {
  test("it names day, hour, place, street, code, whom to call and the page", () => {
    expect(compose(example("Confirmation")).text.split("\n")).toEqual([
      "Votre rendez-vous : vendredi 13 novembre à 14 h.",
      "FACE Alsace, 13 place des Halles, Strasbourg",
      "Code K7M4PD",
      "Pour changer : 0353010067",
      LINK,
    ]);
  });

  test("on the day itself it says « aujourd'hui », and not the evening before", () => {
    const today = example("Last reminder");
    expect(compose(today).text).toMatch(/^On vous attend aujourd'hui, jeudi 12 novembre, à 9 h 30\.\n/u);
    const before = composeSms(today, "fr", sayIn("fr"), plusMinutes(EXAMPLE_NOW, -720));
    expect(before.text).toMatch(/^On vous attend jeudi 12 novembre à 9 h 30\.\n/u);
  });

  test("of another hour on the same day the day is said once", () => {
    const changed = (title: string) => compose(example(title), "fr").text.split("\n")[0];
    expect(changed("Changed hour of the same day")).toBe(
      "Nouvelle heure : vendredi 13 novembre, 15 h 15 (et non 14 h).",
    );
    expect(changed("Changed hour")).toBe("Nouvelle heure : vendredi 13 novembre 14 h, pas jeudi 12 novembre 9 h 30");
  });

  test("it begins with the organisation where the telephone shows a number as its sender", () => {
    expect(compose(example("Confirmation", { organisation: "Aide numérique" })).text).toMatch(/^Aide numérique\n/u);
    expect(compose(example("Confirmation", { organisation: "Aide" }), "figures").text).toMatch(
      /^Aide - 13\/11 14:00 - /u,
    );
  });

  test("an offer asks, right before its page, until when", () => {
    const lines = compose(example("Offer of another hour")).text.split("\n");
    expect(lines.slice(lines.indexOf(LINK) - 1)).toEqual(["Oui/non avant jeu 18h :", LINK, "Tél 0353010067"]);
  });

  test("a cancelled hour names what replaces it, at the place to come to; without, another date", () => {
    const replaced = compose(example("Cancelled, with a half-day to come to instead")).text;
    expect(replaced).toContain("sans rendez-vous");
    expect(replaced).toContain("\nMairie de quartier du Neuhof\n");
    expect(replaced).not.toContain("FACE");
    expect(compose(example("Cancelled by the service")).text).toContain(`Autre date :\n${LINK}`);
  });

  test("who has a number is told the name of the place alone, since they have been there", () => {
    expect(compose(example("Your number was called")).text.split("\n").slice(0, 2)).toEqual([
      "On a appelé votre numéro, le 12. Vous gardez votre place : venez.",
      "FACE Alsace",
    ]);
  });

  test("in Arabic a telephone has no spaces and no +, which would be read in another order", () => {
    expect(compose(example("Confirmation"), "ar").text).toContain("0353010067");
    const abroad = compose(example("Confirmation", { phone: "+262262123456" }), "ar").text;
    expect(abroad).toContain("00262262123456");
    expect(abroad).not.toContain("+");
  });

  test("whoever reads none of the languages gets figures and names", () => {
    const place = { ...EXAMPLE_PLACE, name: "Mairie Neuhof", shortName: "Neuhof", address: "Neuhof" };
    const { link: _, code: __, ...facts } = example("Confirmation", { place, phone: "+33388436000" });
    expect(compose(facts, "figures").text).toBe("13/11 14:00 - Mairie Neuhof, Strasbourg - 0388436000");
    expect(compose(example("Changed hour"), "figures").text).toMatch(/^12\/11 9:30 NO - 13\/11 14:00 OK - /u);
    expect(compose(example("Offer of another hour"), "figures").text).toMatch(
      /^12\/11 9:30 NO - 13\/11 14:00 \? \(< 12\/11 18:00\) - /u,
    );
    expect(compose(example("We close earlier"), "figures").text).toMatch(/^9:00-11:30 - FACE Alsace - /u);
  });

  test("hours are those of a clock at the place", () => {
    const place = { ...EXAMPLE_PLACE, zone: "Indian/Reunion" };
    expect(compose(example("Confirmation", { place })).text).toContain("vendredi 13 novembre à 17 h.");
  });
});

describe("what is left out first", () => {
  /** What is there of a text, in the order in which it goes. */
  const partsOf = (length: number): string => {
    const name = "Association FACE Alsace du Neuhof";
    const text = compose(
      example("Confirmation", {
        organisation: "Aide habitants",
        place: { ...EXAMPLE_PLACE, name, shortName: "FACE Alsace du Neuhof" },
        link: linkOf("h".repeat(length), SECRET),
      }),
    ).text;
    return [
      text.includes("03 53") && "pairs",
      text.includes("Strasbourg") && "town",
      text.includes("Pour changer") && "call",
      text.includes("Votre") && "words",
      text.includes("place des Halles") && "street",
      text.includes("novembre") && "month",
      text.includes("habitants") && "organisation",
      text.includes(name) && "whole-name",
      text.includes("Neuhof") && "name",
      text.includes("K7M4PD") && "code",
      text.includes("0353010067") || text.includes("03 53") ? "phone" : false,
    ]
      .filter((part) => part !== false)
      .join(" ");
  };

  test("each thing goes in its turn while the address of the installation grows", () => {
    const seen = new Set<string>();
    for (let length = 1; length <= 95; length += 1) seen.add(partsOf(length));
    expect([...seen]).toEqual([
      "street month organisation whole-name name code phone",
      "month organisation whole-name name code phone",
      "organisation whole-name name code phone",
      "whole-name name code phone",
      "name code phone",
      "name phone",
      "name",
      "",
    ]);
  });

  test("of a long list of shapes each is shorter than the one before in one thing", () => {
    const shapes = shapesOf("Association du Centre Social et Culturel", true);
    for (const [index, shape] of shapes.slice(1).entries()) {
      const before = shapes[index] as (typeof shapes)[number];
      const changed = (Object.keys(shape) as (keyof typeof shape)[]).filter((key) => shape[key] !== before[key]);
      expect(changed).toHaveLength(1);
    }
    expect(shapes.at(-1)?.name).toBe(10);
  });

  test("a name is cut between words, and not after a « de »", () => {
    expect(cutName("Mairie de quartier du Neuhof", 28)).toBe("Mairie de quartier du Neuhof");
    expect(cutName("Mairie de quartier du Neuhof", 27)).toBe("Mairie de quartier");
    expect(cutName("Mairie de quartier du Neuhof", 11)).toBe("Mairie");
    expect(cutName("Saint-Jean-de-la-Ruelle, annexe", 23)).toBe("Saint-Jean-de-la-Ruelle");
    expect(cutName("Intercommunalité", 10)).toBe("Intercommu");
  });

  test("without a page code and telephone stay, whatever it costs", () => {
    const { link: _, ...told } = example("Confirmation", { organisation: "x".repeat(90), code: "K7M4PD".repeat(25) });
    const sms = compose(told as MessageFacts);
    expect(sms.segments).toBe(2);
    expect(sms.text).toContain("0353010067");
    expect(sms.text).toContain("K7M4PD");
  });

  test("what does not fit all the same has a segment more, and says in it whatever it can", () => {
    const sms = compose(example("Confirmation", { link: linkOf("h".repeat(160), SECRET) }));
    expect(sms.segments).toBe(2);
    expect(sms.text).toContain("Votre rendez-vous : vendredi 13 novembre à 14 h.\nFACE Alsace, 13 place des Halles");
    expect(sms.text).toContain(SECRET);
  });
});

describe("at every place of two regions, from every installation, in every language", () => {
  const placesOf = (file: string, name: string, address: string, city: string): readonly PlaceToName[] =>
    (JSON.parse(readFileSync(file, "utf8")) as Record<string, string>[]).map((one) => ({
      name: one[name] ?? "",
      shortName: shortNameOf(one[name] ?? "", one[city] ?? ""),
      address: one[address] ?? "",
      city: one[city] ?? "",
      zone: "Europe/Paris",
    }));
  const places = [
    ...placesOf("tests/data/lieux-grand-est.json", "nom", "adresse", "commune"),
    ...placesOf("tests/data/lieux-ille-et-vilaine.json", "nom", "adresse", "commune"),
    ...placesOf("prisma/seed/places-bas-rhin.json", "name", "address", "city"),
  ];
  const anyHost = fc
    .tuple(
      fc.integer({ min: 12, max: 40 }),
      fc.string({ unit: fc.constantFrom(..."abcxyz-."), minLength: 40, maxLength: 40 }),
    )
    .map(([length, letters]) => letters.slice(0, length));
  const anyTold: fc.Arbitrary<MessageFacts> = fc
    .record({
      told: fc.constantFrom(...Object.values(SMS_EXAMPLES)),
      place: fc.constantFrom(...places),
      instead: fc.constantFrom(...places),
      organisation: fc.option(fc.constantFrom("Aide numérique", "Ville de Strasbourg", "CCAS de Vœuil‑et‑Giget"), {
        nil: undefined,
      }),
      host: anyHost,
      zone: fc.constantFrom("Europe/Paris", "Indian/Reunion", "America/Cayenne"),
      later: fc.integer({ min: 0, max: 30_000 }),
    })
    .map(({ told, place, instead, organisation, host, zone, later }) => ({
      ...shifted(told, later * 15, { ...instead, zone }),
      place: { ...place, zone },
      ...(organisation && { organisation }),
      phone: "+33353010067",
      code: "K7M4PD",
      link: linkOf(host, SECRET),
    }));

  test.each(ALL_WORDS)("in %s it fits, in its alphabet, with hour, place and page", (words) => {
    fc.assert(
      fc.property(anyTold, (told) => {
        const sms = composeSms(told, words, sayIn(words), EXAMPLE_NOW);
        expect(sms.segments).toBeLessThanOrEqual(words === "ar" ? 2 : 1);
        expect(sms.encoding).toBe(words === "ar" ? "UCS-2" : "GSM-7");
        expect(sms.text).toContain(told.link);
        expect(sms.text).toMatch("number" in told ? /\b12\b/u : /\d{1,2}(?::\d\d| ?h)/u);
        const { name, shortName } = told.kind === "cancelled" && told.instead ? told.instead.place : told.place;
        const begins = [name, shortName].map((one) => one.slice(0, one.length > 12 ? 4 : 12).trim());
        expect(begins.some((one) => sms.text.includes(words === "ar" ? one : toGsm7(one)))).toBe(true);
        expect(sms.text.split("\n")).not.toContain("");
      }),
      { numRuns: runs(30, 750) },
    );
  });

  test.each(ALL_WORDS)("in %s the longest days, hours, names and address fit, of every kind", (words) => {
    const place = { ...EXAMPLE_PLACE, name: "Intercommunalités", shortName: "Intercommunalités" };
    for (const title of Object.keys(SMS_EXAMPLES)) {
      const told = example(title, { organisation: "Intercommunalités", link: linkOf("m".repeat(40), SECRET) });
      // From 12 November to 30 December, and from 9:30 to 14:45.
      const longest = {
        ...shifted(told, (48 * 24 + 5) * 60 + 15, place),
        place,
        ...("number" in told && { number: 888 }),
      };
      const { segments, text } = composeSms(longest as MessageFacts, words, sayIn(words), EXAMPLE_NOW);
      expect({ title, segments: Math.max(segments, words === "ar" ? 2 : 1), text }).toEqual({
        title,
        segments: words === "ar" ? 2 : 1,
        text,
      });
    }
  });

  // Few enough to be quick, and enough that one text more or less does not decide. Without bias: fast-check begins with
  // short addresses.
  const SAMPLE = runs(150, 1_500);
  test("from an address of at most 25 letters the telephone goes in one of fifty texts at most, in Arabic in one of fifteen", () => {
    const texts = (words: WordingLanguage) =>
      fc.sample(fc.noBias(anyTold), { numRuns: SAMPLE, seed: 7 }).map((told) => {
        const link = (told.link ?? "").slice(-Math.min(25 + 15, told.link?.length ?? 0));
        return composeSms({ ...told, link }, words, sayIn(words), EXAMPLE_NOW).text;
      });
    const without = (words: WordingLanguage) =>
      texts(words).filter((text) => !/0353010067|03 53 01 00 67/u.test(text)).length;
    for (const words of ALL_WORDS) {
      const most = Math.floor(SAMPLE / (words === "ar" ? 15 : 50));
      expect({ words, without: Math.max(without(words), most) }).toEqual({ words, without: most });
    }
  });
});

test("a page has twelve letters or digits after /r/", () => {
  expect(LINK).toBe("aide.example/r/k3v9q7m2x4ab");
  expect(SECRET).toHaveLength(LINK_SECRET_LENGTH);
});

/** The same later, so that every length of a day and an hour is met. */
function shifted<What extends WhatIsTold>(told: What, minutes: number, instead: PlaceToName): What {
  const moved = Object.fromEntries(
    Object.entries(told).map(([key, value]) => [
      key,
      typeof value === "number" && key !== "number" ? plusMinutes(value as never, minutes) : value,
    ]),
  ) as What;
  return moved.kind === "cancelled" && moved.instead
    ? { ...moved, instead: { start: plusMinutes(moved.instead.start, minutes), place: instead } }
    : moved;
}
