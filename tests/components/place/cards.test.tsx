import { screen } from "@testing-library/react";
import { ComingCard, type PermanenceAtPlace } from "#components/place/coming-card.tsx";
import { OpenCard } from "#components/place/open-card.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import type { Wait } from "#lib/queue/board/board.ts";
import { inLocale, readIn } from "#tests/components/site/in-locale.tsx";
import { at, window } from "#tests/lib/schedule/mornings.ts";
import { held, neuhof, open } from "./half-days.ts";
import { WayThere } from "#components/place/way-there.tsx";

const card = (half: PermanenceAtPlace, wait: Wait = { state: "nobody" }, hour = "10:00", alive = true) =>
  readIn("fr", <OpenCard held={half} board={{ wait, alive, asOf: at(hour) }} now={at(hour)} />);

test("« Ouvert » is said with the minute at which a person confirmed it", () => {
  expect(card(open({ openedAt: at("9:02") }))).toMatch(
    /^Mairie de quartier du Neuhof1 rue, StrasbourgSans rendez-vousOuvert jusqu’à 12 hL’équipe l’a confirmé à 9 h 02./u,
  );
});

test("before anybody confirmed it the half-day is only normally open", () => {
  const text = card(held(), { state: "unknown" });
  expect(text).toMatch(
    /^Mairie de quartier du Neuhof1 rue, StrasbourgSans rendez-vousNormalement ouvert jusqu’à 12 hL’équipe ne l’a pas encore confirmé\./u,
  );
  expect(text).not.toContain("Ouverture confirmée à");
  expect(text).not.toContain("Appelez");
  expect(card(held({ call: "+33388000000" }), { state: "unknown" })).toContain(
    "L’équipe ne l’a pas encore confirmé. Appelez avant de venir.Appeler le 03 88 00 00 00",
  );
});

test("the languages spoken and the way in with a wheelchair stand beside the name", () => {
  expect(card(open())).toContain("On parle aussi arabe et turcAccès en fauteuil roulant");
});

test.each([
  ["nobody waits", { state: "nobody" }, "Personne n’attend. Venez maintenant."],
  ["a range", { state: "range", low: 20, high: 40 }, "Si vous arrivez maintenant :20 à 40 minutes d’attente"],
  ["a range from zero", { state: "range", low: 0, high: 15 }, "Moins de 15 minutes d’attente"],
  ["a long range, in hours", { state: "range", low: 65, high: 170 }, "Entre 1 heure 05 et 3 heures d’attente"],
  ["not known yet", { state: "unknown" }, "On ne connaît pas encore l’attente."],
] as const)("the wait in words: %s", (_, wait, sentence) => expect(card(open(), wait)).toContain(sentence));

test("a wait that is probably longer than what is left of the half-day says what else to do", () => {
  const late =
    "Il y a trop de monde. On ferme à 12 h : on ne pourra sans doute pas vous recevoir.Prenez plutôt rendez-vous.";
  expect(card(open(), { state: "range", low: 40, high: 100 }, "11:00")).toContain(late);
  expect(card(open(), { state: "range", low: 40, high: 100 }, "11:00")).not.toContain("d’attente");
  expect(card(open(), { state: "range", low: 15, high: 100 }, "11:00")).not.toContain(late);
  expect(card(open(), { state: "nobody" }, "11:59")).not.toContain(late);
  inLocale(
    "fr",
    <OpenCard
      held={open()}
      board={{ wait: { state: "range", low: 60, high: 200 }, alive: true, asOf: at("11:00") }}
      now={at("11:00")}
    />,
  );
  expect(screen.getByRole("link", { name: "Prenez plutôt rendez‑vous." }).getAttribute("href")).toBe("/rendez-vous");
});

test("a card of a place whose street is not known says so once and to call, and promises no address behind its link", () => {
  const nowhere = { ...neuhof, address: "Neuhof" };
  const text = readIn(
    "fr",
    <OpenCard held={{ ...open(), at: nowhere, call: "+33388000000" }} board={undefined} now={at("10:00")} />,
  );
  expect(text.split("Nous n’avons pas encore la rue.")).toHaveLength(2);
  expect(text).toContain("Adresse : appelez.Appeler le 03 88 00 00 00Comment venir, quoi apporter");
  expect(text).not.toContain("adresse");
});

test("the bus is promised behind the link only where the page knows one", () => {
  const linked = (transport?: string) =>
    readIn(
      "fr",
      <OpenCard
        held={{ ...open(), at: { ...neuhof, ...(transport !== undefined && { transport }) } }}
        board={undefined}
        now={at("10:00")}
      />,
    );
  expect(linked()).toContain("Y aller : adresse, quoi apporter");
  expect(linked("Tram A, arrêt Ancienne Synagogue")).toContain("Y aller : adresse, tram ou bus, quoi apporter");
});

test("a place without network promises no wait", () => {
  const text = card(open(), { state: "range", low: 20, high: 40 }, "10:00", false);
  expect(text).toContain("Pas de nouvelles de l’équipe en ce moment. On ne connaît pas l’attente.");
  expect(text).not.toContain("minutes");
});

test("a place without news of the team says when it was confirmed and to call first, where walk-ins are taken", () => {
  const still = "Ouverture confirmée à 9 h 00.";
  const text = card(open({ call: "+33388000000" }), { state: "unknown" }, "10:00", false);
  expect(text).toContain(`${still} Appelez avant de venir.Appeler le 03 88 00 00 00`);
  expect(text).not.toContain("vous pouvez venir");
  expect(card(open(), { state: "unknown" }, "10:00", false)).not.toContain("Appelez");
  expect(card(open())).not.toContain(still);
  expect(
    card(
      open({ windows: [window("9:00", "11:00", "appointment"), window("11:00", "12:00", "walk-in")] }),
      { state: "unknown" },
      "10:00",
      false,
    ),
  ).not.toContain(still);
});

test("where no numbers are given any more that is said first, without the green word, and whom to call", () => {
  const text = card(open({ numbers: "stopped", call: "+33388000000" }), { state: "nobody" });
  expect(text).toMatch(
    /^Mairie de quartier du Neuhof1 rue, StrasbourgOn ne donne plus de numéros aujourd’hui\.Choisissez une autre permanence, ou appelez\.Vous avez déjà un numéro \? Gardez-le\.Appeler le 03 88 00 00 00/u,
  );
  expect(text).not.toMatch(/Venez maintenant|Ouvert jusqu’à/u);
  expect(text).not.toContain("Vous avez rendez-vous ?");
  expect(card(open({ numbers: "stopped", windows: [window("9:00", "12:00", "mixed")] }))).toContain(
    "Vous avez rendez-vous ? Venez à votre heure.",
  );
});

test("while all is stopped for a moment that is said in the place of « Ouvert », and nobody is sent there", () => {
  const paused = (half: PermanenceAtPlace, told = {}) =>
    readIn(
      "fr",
      <OpenCard
        held={half}
        board={{ wait: { state: "unknown" }, suspended: true, alive: true, asOf: at("10:00"), ...told }}
        now={at("10:00")}
      />,
    );
  expect(paused(open())).toMatch(
    /^Mairie de quartier du Neuhof1 rue, StrasbourgC’est en pause\. On reprend dès que possible\.Vous pouvez venir et attendre\.De 9 h à 12 h/u,
  );
  expect(paused(open())).not.toMatch(/Ouvert jusqu’à|attente|Venez/u);
  expect(paused(open(), { tooLate: true })).toContain("On ferme à 12 h : on ne pourra sans doute pas vous recevoir.");
  expect(paused(open(), { tooLate: true })).not.toContain("Vous pouvez venir");
  expect(paused(open({ numbers: "stopped" }))).toContain("On ne donne plus de numéros aujourd’hui.");
});

test("a half-day of appointments first says so before its hour without appointment", () => {
  const windows = [window("9:00", "10:00", "appointment"), window("10:00", "12:00", "walk-in")];
  const coming = (change: Parameters<typeof held>[0]) =>
    readIn(
      "fr",
      <ul>
        <ComingCard held={held(change)} />
      </ul>,
    );
  expect(coming({ windows })).toContain("De 9 h à 10 h : seulement avec rendez-vous Dès 10 h : sans rendez-vous");
  expect(coming({ windows: [window("9:00", "12:00", "mixed")] })).toContain("Avec ou sans rendez-vous");
});

test("a half-day with appointments at other hours is named on its card as in every list", () => {
  const windows = [window("9:00", "11:00", "walk-in"), window("11:00", "12:00", "appointment")];
  const row = readIn(
    "fr",
    <ul>
      <ComingCard held={held({ windows })} />
    </ul>,
  );
  for (const text of [card(open({ windows })), row]) expect(text).toContain("Avec ou sans rendez-vous");
});

test("in booked hours the card says from when one may come, and promises no wait", () => {
  const blocks = open({ windows: [window("9:00", "11:00", "appointment"), window("11:00", "12:00", "walk-in")] });
  expect(card(blocks)).toContain("Jusqu’à 11 h : seulement avec rendez-vousDès 11 h : sans rendez-vous");
  expect(card(blocks)).not.toContain("Venez maintenant");
  const pause = open({ windows: [window("9:00", "9:30", "appointment"), window("11:00", "12:00", "walk-in")] });
  expect(card(pause)).toContain("Dès 11 h : sans rendez-vous");
  expect(card(pause)).not.toContain("Jusqu’à 11 h");
  expect(card(open({ windows: [window("9:00", "12:00", "appointment")] }))).toContain("Sur rendez-vous seulement");
});

test("a half-day later today says when it opens, one of another day its hours", () => {
  expect(readIn("fr", <ComingCard held={held({ from: "14:00", to: "17:00" })} opens />)).toBe(
    "Ouvre à 14 h. Mairie de quartier du Neuhof1 rue, StrasbourgSans rendez-vous",
  );
  expect(readIn("fr", <ComingCard held={held()} />)).toContain("De 9 h à 12 h");
});

test("a half-day to come where numbers are given no more says so, and not that one may simply come", () => {
  const text = readIn("fr", <ComingCard held={held({ numbers: "stopped" })} opens />);
  expect(text).toContain(
    "Ouvre à 9 h. Mairie de quartier du Neuhof1 rue, StrasbourgOn ne donne plus de numéros aujourd’hui.",
  );
  expect(text).not.toContain("Sans rendez-vous");
});

test("the whole card of a half-day is one link to it", () => {
  inLocale("fr", <ComingCard held={held()} />);
  expect(screen.getByRole("link").getAttribute("href")).toBe("/permanences/2026-11-23 9:00");
});

test("a cancelled half-day says so in a word, not by its colour alone", () => {
  expect(readIn("fr", <ComingCard held={held({ status: "cancelled" })} />)).toMatch(/^Permanence annulée/u);
  expect(readIn("fr", <ComingCard held={held({ status: "cancelled" })} />)).not.toContain("rendez-vous");
});

test("a card's link is called by its day, its hours and its place", () => {
  inLocale("fr", <ComingCard held={held()} />);
  expect(screen.getByRole("link").textContent?.replaceAll(/\s/gu, " ")).toBe(
    "lundi 23 novembre. De 9 h à 12 h. Mairie de quartier du Neuhof",
  );
});

test("a place keeps its French name in every language, and says that it is French", () => {
  inLocale("ar", <ComingCard held={held()} />);
  const name = screen.getByText("Mairie de quartier du Neuhof");
  expect([name.tagName, name.lang]).toEqual(["BDI", "fr"]);
});

test("what is written in French stays inline, so that it stands where the rest of an Arabic page does", () => {
  inLocale(
    "ar",
    <p className="flex">
      <FrenchText text="Tram A et D" />
    </p>,
  );
  expect(screen.getByText("Tram A et D").parentElement?.tagName).toBe("SPAN");
});

test("hours are never broken from their word", () => {
  const { container } = inLocale("fr", <ComingCard held={held()} />);
  expect(container.textContent).toContain("De\u00a09\u00a0h à\u00a012\u00a0h");
});

test("the quarter that the name says already is not said again below it", () => {
  const hautepierre = {
    ...held(),
    at: { ...neuhof, name: "Mairie de quartier de Hautepierre", address: "Hautepierre" },
  };
  expect(readIn("fr", <ComingCard held={hautepierre} />)).toBe(
    "lundi 23 novembre. De 9 h à 12 h. Mairie de quartier de HautepierreStrasbourgNous n’avons pas encore la rue.Sans rendez-vous",
  );
});

describe("the way there", () => {
  const map = () => screen.queryByRole("link", { name: "Voir sur une carte" });

  test("directions, which the team writes in French, are said to be French on the other pages", () => {
    const way = <WayThere place={{ ...neuhof, transport: "Tram A, arrêt Ancienne Synagogue" }} />;
    expect(readIn("en", way)).toContain("Bus or tram (in French): Tram A, arrêt Ancienne Synagogue");
    expect(readIn("fr", way)).not.toContain("français");
  });

  test("a place with a street has a map", () => {
    inLocale("fr", <WayThere place={neuhof} />);
    expect(map()?.getAttribute("href")).toContain("mlat=48.5&mlon=7.7");
  });

  test("a place without a street has a map of its surroundings, without a mark on a wrong door, and says to call", () => {
    const { container } = inLocale("fr", <WayThere place={{ ...neuhof, address: "Neuhof" }} call="+33388000001" />);
    expect(map()).toBeNull();
    const around = screen.getByRole("link", { name: "Voir le quartier sur une carte" });
    expect(around.getAttribute("href")).toBe("https://www.openstreetmap.org/#map=15/48.5/7.7");
    expect(container.textContent).toContain("on vous dit où aller.");
  });

  test("where nobody is to be called, it does not say to call; a missing street leaves no empty line", () => {
    const { container } = inLocale("fr", <WayThere place={{ ...neuhof, address: "" }} />);
    expect(container.textContent).toContain("Nous n’avons pas encore la rue.");
    expect(container.textContent).not.toContain("Appelez");
    expect(container.querySelectorAll("address br")).toHaveLength(1);
  });
});
