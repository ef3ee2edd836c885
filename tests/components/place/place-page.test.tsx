import { screen } from "@testing-library/react";
import { NothingPlanned } from "#components/place/nothing-planned.tsx";
import { PlaceDays } from "#components/place/place-days.tsx";
import { UnknownPlace } from "#components/place/place-search.tsx";
import { PlaceToday } from "#components/place/place-today.tsx";
import type { Availability } from "#lib/booking/availability.ts";
import { byDay } from "#lib/schedule/upcoming.ts";
import { held, neuhof, open } from "./half-days.ts";
import { inLocale, readIn } from "#tests/components/site/in-locale.tsx";
import { at } from "#tests/lib/schedule/mornings.ts";

const hrefs = () => screen.getAllByRole("link").map((link) => link.getAttribute("href"));
const TUESDAY = held({ id: "2", day: "2026-11-24" });
const WEDNESDAY = held({ id: "3", day: "2026-11-25" });

describe("the days to come at a place", () => {
  const days = (left: readonly (readonly [string, Availability])[] = []) => (
    <PlaceDays days={byDay([TUESDAY, WEDNESDAY])} left={new Map(left)} />
  );

  test("each half-day is a row with its day, hours and how to come, and leads to its page", () => {
    inLocale("fr", days());
    expect(hrefs()).toEqual(["/permanences/2", "/permanences/3"]);
    expect(readIn("fr", days())).toContain("mardi 24 novembremardi 24 novembre. De 9 h à 12 hSans rendez-vous");
  });

  test("only a row with hours left has the link to book, which leads to its own hours and says its day", () => {
    inLocale(
      "fr",
      days([
        ["2", "nothing"],
        ["3", "hours"],
      ]),
    );
    expect(hrefs()).toEqual(["/permanences/2", "/permanences/3", "/permanences/3/rendez-vous"]);
    expect(screen.getByRole("link", { name: /^Prendre/u }).textContent).toContain("mercredi 25 novembre");
  });

  test("a row whose hours are all taken says so", () => {
    expect(readIn("fr", days([["2", "full"]]))).toContain("Tous les rendez-vous de cette permanence sont pris.");
    expect(readIn("fr", days([["2", "full"]]))).not.toContain("Prendre rendez-vous");
  });

  test("a cancelled one and one that gives no more numbers say that, and not how to come", () => {
    const row = (change: Parameters<typeof held>[0]) =>
      readIn("fr", <PlaceDays days={byDay([held(change)])} left={new Map()} />);
    expect(row({ status: "cancelled" })).toMatch(/De 9 h à 12 h\. Permanence annulée$/u);
    expect(row({ numbers: "stopped" })).toMatch(/De 9 h à 12 hOn ne donne plus de numéros aujourd’hui\.$/u);
  });
});

describe("the state of a place, under its name", () => {
  const today = (
    {
      there = [],
      next,
      left = "nothing",
    }: { there?: ReturnType<typeof held>[]; next?: typeof TUESDAY; left?: Availability },
    hour: string,
  ) => (
    <PlaceToday
      open={there}
      next={next}
      boards={new Map()}
      left={new Map(there.map(({ id }) => [id, left]))}
      now={at(hour)}
    />
  );

  test("on a public holiday its name is said instead, unless something is held that day all the same", () => {
    const onHoliday = (next: typeof TUESDAY) => (
      <PlaceToday open={[]} next={next} boards={new Map()} left={new Map()} holiday="easter-monday" now={at("8:00")} />
    );
    expect(readIn("fr", onHoliday(TUESDAY))).toBe(
      "Lundi de Pâques : tout est fermé.Prochaine ouverture : mardi 24 novembre, à 9 h.Sans rendez-vous",
    );
    expect(readIn("fr", onHoliday(held()))).toBe("Ouvre aujourd’hui à 9 h.Sans rendez-vous");
  });

  test("when it opens later today the hour is said, otherwise that it is closed and the day", () => {
    expect(readIn("fr", today({ next: held() }, "8:00"))).toBe("Ouvre aujourd’hui à 9 h.Sans rendez-vous");
    expect(readIn("fr", today({ next: TUESDAY }, "13:00"))).toBe(
      "Fermé en ce moment.Prochaine ouverture : mardi 24 novembre, à 9 h.Sans rendez-vous",
    );
  });

  test("an open half-day is said without the name and the address, which the page has already", () => {
    const text = readIn("fr", today({ there: [open()] }, "9:30"));
    expect(text).toContain("Ouvert jusqu’à 12 h");
    expect(text).not.toContain(neuhof.name);
    expect(text).not.toContain(neuhof.address);
    expect(text).not.toContain("Prendre rendez-vous");
    expect(readIn("fr", today({ there: [open()], left: "hours" }, "9:30"))).toContain("Prendre rendez-vous");
  });
});

test("an open place says how to come now above its link to book, which names its day", () => {
  const mixed = open({ windows: [{ mode: "mixed", span: open().span }] });
  const text = readIn(
    "fr",
    <PlaceToday
      open={[mixed]}
      next={undefined}
      boards={new Map()}
      left={new Map([[mixed.id, "hours"]])}
      now={at("9:30")}
    />,
  );
  expect(text).toMatch(
    /Avec ou sans rendez-vous.*Sans rendez-vous \? Sur place, prenez un numéro à la porte.*Prendre rendez-vous : lundi 23 novembre/u,
  );
});

describe("a place where nothing is held", () => {
  test("all that is cancelled is said once in red, with its dates and a button to the other places", () => {
    const cancelled = [TUESDAY, WEDNESDAY].map((one) => ({ ...one, status: "cancelled" as const }));
    const { container } = inLocale("fr", <NothingPlanned here={neuhof} cancelled={cancelled} another={undefined} />);
    expect(container.textContent?.match(/annul/gu)).toHaveLength(1);
    expect(container.querySelectorAll(".border-alert")).toHaveLength(1);
    expect(screen.getAllByRole("listitem")).toHaveLength(2);
    expect(container.querySelectorAll("del")).toHaveLength(2);
    expect(hrefs()).toEqual(["/lieux"]);
    expect(screen.getByRole("link", { name: "Voir les autres lieux" }).className).toContain("bg-accent");
  });

  test("what waits for a decision is on hold, with its day, and not struck through as what is cancelled", () => {
    const onHold = { ...WEDNESDAY, shut: "Fuite d’eau." };
    const onlyHeld = <NothingPlanned here={neuhof} cancelled={[onHold]} decideOn="2026-12-07" another={undefined} />;
    const text = readIn("fr", onlyHeld);
    expect(text).toContain("En attente : le lieu est fermé pour l’instant. On décide le lundi 7 décembre.");
    expect(text).not.toContain("annul");
    const cancelled = { ...TUESDAY, status: "cancelled" as const };
    const { container } = inLocale(
      "fr",
      <NothingPlanned here={neuhof} cancelled={[cancelled, onHold]} another={undefined} />,
    );
    expect([...container.querySelectorAll("del")].map(({ textContent }) => textContent)).toEqual([
      expect.stringContaining("Mardi 24 novembre"),
    ]);
    expect(container.textContent).not.toContain("On décide");
  });

  test("nothing planned is no alarm, and another place near it is named with its next date", () => {
    const nothing = (
      <NothingPlanned here={neuhof} cancelled={[]} another={{ ...TUESDAY, at: { ...neuhof, name: "Meinau" } }} />
    );
    expect(readIn("fr", nothing)).toBe(
      "Rien n’est prévu ici pendant deux semaines.La prochaine permanence près d’ici :MeinauMardi 24 novembre, de 9 h à 12 hVoir les autres lieux",
    );
    expect(inLocale("fr", nothing).container.querySelector(".border-alert")).toBeNull();
  });

  test.each([
    ["fr", "dans un autre lieu, à 35 km :"],
    ["en", "at another place, 35 km away:"],
    ["ar", "في مكان آخر، على بُعد 35 كم:"],
    ["tr", "Başka bir yerde, 35 km uzakta"],
  ] as const)(
    "a place more than fifteen kilometres away is not called near: its distance is said (%s)",
    (locale, said) => {
      const at = { ...neuhof, name: "Haguenau", latitude: 48.8156 };
      const text = readIn(locale, <NothingPlanned here={neuhof} cancelled={[]} another={{ ...TUESDAY, at }} />);
      expect(text).toContain(said);
      expect(text).not.toMatch(/près d’ici|near here|القريبة|Buraya yakın/u);
    },
  );

  test("an address of no place offers the search and all places", () => {
    inLocale("ar", <UnknownPlace />);
    expect(screen.getByRole<HTMLFormElement>("search").getAttribute("action")).toBe("/ar/lieux");
    expect(hrefs()).toEqual(["/ar/lieux"]);
  });
});
