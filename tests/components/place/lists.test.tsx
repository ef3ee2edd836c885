import { screen } from "@testing-library/react";
import { ChoiceForm } from "#components/place/choice.tsx";
import { WaysIn } from "#components/place/ways-in.tsx";
import type { PermanenceAtPlace } from "#components/place/coming-card.tsx";
import { ComingLater, OpenNow } from "#components/place/offered.tsx";
import { NothingNow } from "#components/place/nothing-now.tsx";
import { Telephone } from "#components/site/telephone.tsx";
import type { HalfDayFilter } from "#lib/schedule/half-day-filter.ts";
import { groupByTown } from "#lib/place/group-by-town.ts";
import { nextOf, offerOf } from "#lib/schedule/offer.ts";
import type { HolidayName } from "#lib/time/public-holidays.ts";
import { inLocale, readIn } from "#tests/components/site/in-locale.tsx";
import { at, morning } from "#tests/lib/schedule/mornings.ts";
import { held, open, neuhof } from "#tests/components/place/half-days.ts";
import { PlaceList, PlacesByTown } from "#components/place/place-list.tsx";
import { WorkshopCard } from "#components/place/workshop-card.tsx";

describe("the home page", () => {
  const nothing = (
    half: PermanenceAtPlace[],
    { chosen = {}, closed }: { chosen?: HalfDayFilter; closed?: "sunday" | HolidayName } = {},
  ) =>
    readIn(
      "fr",
      <NothingNow
        offer={offerOf(half, at("8:00"))}
        next={nextOf(offerOf(half, at("8:00")))}
        chosen={chosen}
        closed={closed}
        telephone={<Telephone operator={{ phone: "+33388000000" }} />}
      />,
    );

  const tomorrow = held({ day: "2026-11-24" });
  const NEUHOF = "Mairie de quartier du Neuhof1 rue, StrasbourgSans rendez-vous";

  test("when nothing is open the next help is named, with its day, hours and place", () => {
    expect(nothing([tomorrow])).toBe(
      `Rien n’est ouvert en ce moment.Prochaine ouverture :Mardi 24 novembre, de 9 h à 12 h${NEUHOF}`,
    );
  });

  test("a next time that is today is said as today, with its hour", () => {
    expect(nothing([held(), tomorrow])).toBe(
      `Rien n’est ouvert en ce moment.Prochaine ouverture :Aujourd’hui à 9 h${NEUHOF}`,
    );
  });

  test("Sunday is said as Sunday, an empty week as an empty week with the number to call", () => {
    expect(nothing([tomorrow], { closed: "sunday" })).toContain("C’est dimanche. Tout est fermé.");
    expect(nothing([])).toBe(
      "Rien n’est prévu dans les sept prochains jours.Appelez-nous : on cherche avec vous.Appeler le 03 88 00 00 00",
    );
  });

  test("a holiday is said by its name, and neither it nor Sunday while something is still to open that day", () => {
    expect(nothing([tomorrow], { closed: "easter-monday" })).toContain("Lundi de Pâques : tout est fermé.");
    expect(nothing([held(), tomorrow], { closed: "sunday" })).toContain("Rien n’est ouvert en ce moment.");
  });

  test("among the days to come a holiday is said, unless something is held on it", () => {
    const days = (half: PermanenceAtPlace[]) =>
      readIn(
        "fr",
        <ComingLater offer={offerOf(half, at("8:00"))} holidays={new Map([["2026-11-25", "armistice" as const]])} />,
      );
    expect(days([tomorrow])).toMatch(
      /^Les jours suivantsmardi 24 novembre.*mercredi 25 novembre11 novembre : tout est fermé\.$/u,
    );
    expect(days([tomorrow, held({ day: "2026-11-25" })])).not.toContain("tout est fermé");
    expect(days([])).toContain("11 novembre : tout est fermé.");
  });

  test("while no workshop is planned, the page has no way to learn", () => {
    expect(readIn("fr", <WaysIn learn book="/rendez-vous" now={at("8:00")} />)).toContain("Ateliers pour apprendre");
    expect(readIn("fr", <WaysIn learn={false} book="/rendez-vous" now={at("8:00")} />)).not.toContain(
      "Ateliers pour apprendre",
    );
  });

  test("with a choice it is the choice that finds nothing, and it is said what was chosen", () => {
    expect(nothing([], { chosen: { topic: "caf-rsa", language: "de" } })).toBe(
      "Rien pour votre choix dans les sept prochains jours.Vous avez choisi CAF : demander le RSA · allemandVoir sans la langueTout montrerAppelez-nous : on cherche avec vous.Appeler le 03 88 00 00 00",
    );
    const soon = nothing([tomorrow], { chosen: { language: "ar" }, closed: "sunday" });
    expect(soon).toMatch(
      /^Pour votre choix, tout est fermé en ce moment\.Vous avez choisi arabeTout montrerProchaine ouverture/u,
    );
    expect(soon).not.toContain("dimanche");
  });

  test("the selects show the choice that the page names", () => {
    inLocale("fr", <ChoiceForm chosen={{ language: "de" }} topics={[{ key: "impots" }]} languages={["ar", "de"]} />);
    expect(screen.getByRole<HTMLSelectElement>("combobox", { name: "Langue parlée par l’équipe" }).value).toBe("de");
    expect(screen.getByRole("link", { name: "Tout montrer" }).getAttribute("href")).toBe("/");
  });

  test("what a person confirmed stands apart from what is only planned, so that nobody sets out for a perhaps", () => {
    const planned = held({ from: "8:00", to: "13:00" });
    expect(readIn("fr", <OpenNow held={[open(), planned]} boards={new Map()} now={at("9:30")} />)).toMatch(
      /^Ouvert maintenant.*Ouvert jusqu’à 12 h.*Prévu maintenant, pas encore confirmé.*Normalement ouvert jusqu’à 13 h/u,
    );
    expect(readIn("fr", <OpenNow held={[planned]} boards={new Map()} now={at("9:30")} />)).not.toContain(
      "Ouvert maintenant",
    );
    expect(readIn("fr", <OpenNow held={[]} boards={new Map()} now={at("9:30")} />)).toBe("");
  });
});

test("where more places are open than are shown, people are sent to search their town", () => {
  inLocale("ar", <OpenNow held={[open()]} more boards={new Map()} now={at("9:30")} />);
  expect(screen.getByRole("link", { name: "أماكن أخرى مفتوحة: ابحثوا عن مدينتكم" }).getAttribute("href")).toBe(
    "/ar/lieux",
  );
  expect(readIn("fr", <OpenNow held={[open()]} boards={new Map()} now={at("9:30")} />)).not.toContain("D’autres lieux");
});

describe("the lists of places", () => {
  const place = (name: string, city: string, next?: ReturnType<typeof morning>, inseeCode?: string) => ({
    ...neuhof,
    id: name,
    slug: name.toLowerCase(),
    name,
    city,
    ...(inseeCode !== undefined && { inseeCode }),
    ...(next && { next }),
  });
  const PLACES = [
    place("Alpha", "Haguenau"),
    place("Beta", "Strasbourg", morning({ day: "2026-11-24" })),
    place("Gamma", "Haguenau"),
    place("Delta", "Strasbourg"),
    place("Omega", "Haguenau", morning()),
  ];

  const byTown = (places: typeof PLACES) => groupByTown(places, (code) => code.slice(0, 2));
  const list = (places: typeof PLACES) => {
    const [soon, others] = [places.filter(({ next }) => next), places.filter(({ next }) => !next)];
    return <PlaceList soon={soon} towns={byTown(others)} now={at("10:00")} />;
  };
  const headings = (places: typeof PLACES) => {
    const { unmount } = inLocale("fr", list(places));
    const read = screen.getAllByRole("heading").map(({ tagName, textContent }) => `${tagName} ${textContent}`);
    unmount();
    return read;
  };

  test("places where help is planned stand in the order given, before the others under their towns", () => {
    expect(headings(PLACES)).toEqual([
      "H2 Permanences prévues",
      "H3 Beta",
      "H3 Omega",
      "H2 Autres lieux d’aide",
      "H3 Haguenau",
      "H4 Alpha",
      "H4 Gamma",
      "H3 Strasbourg",
      "H4 Delta",
    ]);
  });

  test("two communes of one name are two towns, and each says in which département it lies", () => {
    const places = [
      place("Basilique", "Saint-Denis", undefined, "93066"),
      place("Barachois", "Saint-Denis", undefined, "97411"),
      place("Moufia", "Saint-Denis", undefined, "97411"),
    ];
    expect(headings(places)).toEqual([
      "H2 Autres lieux d’aide",
      "H3 Saint-Denis (97)",
      "H4 Barachois",
      "H4 Moufia",
      "H3 Saint-Denis (93)",
      "H4 Basilique",
    ]);
  });

  test("the other places say that nothing is planned there; without them nothing is said", () => {
    const sentence = "Autres lieux d’aidePas de permanence dans les deux prochaines semaines. Appelez avant d’y aller.";
    expect(readIn("fr", list(PLACES))).toContain(sentence);
    expect(headings(PLACES.filter(({ next }) => next !== undefined))).not.toContain("H2 Autres lieux d’aide");
    expect(readIn("fr", list([]))).toBe("");
  });

  test("a place where nothing is planned has its number to call, and one with a half-day how to come and the languages", () => {
    const [beta, delta] = [place("Beta", "Strasbourg", morning({ day: "2026-11-24" })), place("Delta", "Strasbourg")];
    const [called, other] = [
      { ...beta, phone: "+33388000001" },
      { ...delta, phone: "+33388000002" },
    ];
    const text = readIn("fr", list([called, other]));
    expect(text).toContain("Prochaine : Mardi 24 novembre, de 9 h à 12 hSans rendez-vousOn parle aussi arabe et turc");
    expect(text).toContain("Appeler le 03 88 00 00 02");
    expect(text).not.toContain("03 88 00 00 01");
  });

  test("a place that is shut says so first, and how long; a half-day that its closure keeps is not promised", () => {
    const closure = {
      id: "a",
      timeZone: "Europe/Paris",
      span: { start: at("8:00"), end: at("23:59") },
      unknownEnd: true,
      sentence: "Fuite d’eau.",
    };
    const [beta, delta] = [place("Beta", "Strasbourg", morning({ day: "2026-11-24" })), place("Delta", "Strasbourg")];
    const kept = { ...beta, next: { ...morning({ day: "2026-11-24" }), shut: "Fuite d’eau." }, closure };
    const [called, open] = [
      { ...delta, phone: "+33388000002", closure },
      { ...beta, closure },
    ];
    const text = readIn("fr", list([kept, called]));
    expect(text).toContain("StrasbourgC’est fermé pour l’instant.Appeler le 03 88 00 00 02");
    expect(text.match(/C’est fermé pour l’instant/gu)).toHaveLength(2);
    expect(text).not.toContain("24 novembre");
    expect(readIn("fr", list([open]))).toMatch(/fermé pour l’instant\.Prochaine : Mardi 24 novembre/u);
  });

  test("of very many places each says whether help is planned there, and in which postal code it lies", () => {
    const [beta, delta] = byTown(PLACES.filter(({ city }) => city === "Strasbourg"))[0]?.places ?? [];
    const towns = [{ key: "67482", name: "Strasbourg", places: [beta, delta].flatMap((one) => one ?? []) }];
    const text = readIn("fr", <PlacesByTown towns={towns} now={at("10:00")} />);
    expect(text).toMatch(
      /^Tous les lieux, ville par villeStrasbourgBeta1 rue, 67100 StrasbourgProchaine : Mardi 24 novembre, de 9 h à 12 hSans rendez-vousOn parle aussi arabe et turc/iu,
    );
    expect(text).toMatch(/Delta1 rue, 67100 StrasbourgRien n’est prévu pendant deux semaines\.$/u);
  });

  test("a workshop leads to its place, and says its street and town", () => {
    const card = (
      <WorkshopCard
        title="Mes premiers pas"
        level="debutant"
        place={neuhof}
        span={{ start: at("14:00"), end: at("16:00") }}
        free={3}
      />
    );
    expect(readIn("fr", card)).toContain("Mairie de quartier du Neuhof1 rue, Strasbourg");
    expect(readIn("fr", card)).toContain("Niveau : débutant3 places libres");
    expect(readIn("fr", card)).not.toContain("français");
    expect(readIn("en", card)).toContain("Mes premiers pas (in French)");
    inLocale("ar", card);
    expect(screen.getByRole("link", { name: "Mairie de quartier du Neuhof" }).getAttribute("href")).toBe(
      "/ar/lieux/neuhof",
    );
  });
});
