import { screen } from "@testing-library/react";
import { BringList } from "#components/place/bring-list.tsx";
import { WalkInOrBook } from "#components/place/walk-in-or-book.tsx";
import type { PermanenceAtPlace } from "#components/place/coming-card.tsx";
import { PermanenceState } from "#components/place/permanence-state.tsx";
import type { ToldBoard } from "#lib/queue/board/board.ts";
import type { Availability } from "#lib/booking/availability.ts";
import { inLocale, readIn } from "#tests/components/site/in-locale.tsx";
import { at, window } from "#tests/lib/schedule/mornings.ts";
import { held, open } from "./half-days.ts";

type ShownHalfDay = Parameters<typeof PermanenceState>[0]["permanence"];
const show = (half: ShownHalfDay, hour: string) =>
  inLocale("fr", <PermanenceState permanence={half} board={undefined} now={at(hour)} />);
const state = (half: ShownHalfDay, hour: string) =>
  readIn("fr", <PermanenceState permanence={half} board={undefined} now={at(hour)} />);

const DAY = "Lundi 23 novembre, de 9 h à 12 h";
const ON = "Voir les autres permanences";
const CALL = "Appeler le 03 88 00 00 00";
const call = "+33388000000";
const booked = { windows: [window("9:00", "12:00", "mixed")] };

test.each([
  ["to come", held(), "8:00", "lundi 23 novembreDe 9 h à 12 hSans rendez-vous"],
  ["over", held({ status: "closed", call }), "13:00", `Cette permanence est terminée.${DAY}${ON}${CALL}`],
  [
    "closed on its morning without having been held",
    { ...held({ status: "closed", call }), notHeld: true },
    "8:00",
    `Cette permanence n’a pas lieu.${DAY}${ON}${CALL}`,
  ],
  [
    "over without having been held",
    { ...held({ status: "closed", call }), notHeld: true },
    "13:00",
    `Cette permanence n’a pas eu lieu.${DAY}${ON}${CALL}`,
  ],
  ["over without a word of anybody", held({ call }), "13:00", `L’heure est passée.${DAY}${ON}${CALL}`],
  [
    "open beyond its hours",
    open({ call }),
    "12:10",
    `L’heure de fin est passée : il est trop tard pour venir. Choisissez une autre permanence.${DAY}Vous avez un numéro ? Gardez-le et restez dans la salle.Vous êtes sur place ? Demandez à l’équipe.${ON}${CALL}`,
  ],
  [
    "cancelled",
    { ...held({ status: "cancelled", call }), cancelReason: "travaux" },
    "8:00",
    `Cette permanence est annulée. Ne venez pas.${DAY}Motif : travauxPrendre rendez-vous un autre jour${ON}${CALL}`,
  ],
  [
    "cancelled, and held on another day instead",
    {
      ...held({ status: "cancelled", call }),
      movedTo: { permanence: "other", start: at("14:00"), timeZone: "Europe/Paris" },
    },
    "8:00",
    `Cette permanence est annulée. Ne venez pas.${DAY}Déplacée : lundi 23 novembre à 14 h, même adresse.Prendre rendez-vous un autre jour${ON}${CALL}`,
  ],
  [
    "open, but out of numbers",
    open({ numbers: "stopped", call }),
    "10:40",
    `On ne donne plus de numéros aujourd’hui.${DAY}Choisissez une autre permanence, ou appelez.Vous avez déjà un numéro ? Gardez-le.${ON}${CALL}`,
  ],
  [
    "to come, but out of numbers already",
    held({ numbers: "stopped", call }),
    "8:40",
    `On ne donne plus de numéros aujourd’hui.${DAY}Choisissez une autre permanence, ou appelez.Vous avez déjà un numéro ? Gardez-le.${ON}${CALL}`,
  ],
  [
    "without a telephone",
    open({ numbers: "stopped" }),
    "10:40",
    `On ne donne plus de numéros aujourd’hui.${DAY}Choisissez une autre permanence, ou appelez.Vous avez déjà un numéro ? Gardez-le.${ON}`,
  ],
  [
    "out of numbers, with people booked",
    open({ numbers: "stopped", ...booked }),
    "10:40",
    `On ne donne plus de numéros aujourd’hui.${DAY}Choisissez une autre permanence, ou appelez.Vous avez déjà un numéro ? Gardez-le.Vous avez rendez-vous ? Venez à votre heure.${ON}`,
  ],
  [
    "cancelled, with people booked",
    held({ status: "cancelled", ...booked }),
    "8:00",
    `Cette permanence est annulée. Ne venez pas.${DAY}Vous aviez rendez-vous ? Il est annulé aussi.Prendre rendez-vous un autre jour${ON}`,
  ],
] as const)("the page of a half-day that is %s says so first", (_, half, hour, text) =>
  expect(state(half, hour)).toBe(text),
);

test("the page of a half-day on which all is stopped for a moment says so, and sends nobody to the door", () => {
  const paused: ToldBoard = { wait: { state: "unknown" }, suspended: true, alive: true, asOf: at("10:00") };
  const said = (half: ShownHalfDay, hour: string) =>
    readIn("fr", <PermanenceState permanence={half} board={paused} now={at(hour)} />);
  expect(said(open(), "10:00")).toBe(
    "C’est en pause. On reprend dès que possible.Vous pouvez venir et attendre.De 9 h à 12 h",
  );
  expect(said(open(), "12:10")).toContain("L’heure de fin est passée : il est trop tard pour venir.");
  expect(said(open({ numbers: "stopped" }), "10:00")).toContain("On ne donne plus de numéros");
  expect(ways(open(mixed), "10:00", "hours", paused)).toBe(BOOK);
});

test("the other permanences and the telephone are touched, not only named", () => {
  show(open({ numbers: "stopped", call }), "10:40");
  expect(screen.getAllByRole("link").map((link) => link.getAttribute("href"))).toEqual(["/", "tel:+33388000000"]);
});

test("the page of a half-day that is over links to the next one there, and to the telephone", () => {
  const next = { ...held(), id: "next", span: { start: at("14:00"), end: at("17:00") } };
  inLocale(
    "fr",
    <PermanenceState permanence={held({ status: "closed", call })} board={undefined} next={next} now={at("13:00")} />,
  );
  expect(screen.getByText("La prochaine permanence ici :")).toBeTruthy();
  const [nextOne, others, telephone] = screen.getAllByRole("link");
  expect(nextOne?.textContent?.replace(/\s/gu, " ")).toBe("Lundi 23 novembre, de 14 h à 17 h");
  expect([nextOne, others, telephone].map((link) => link?.getAttribute("href"))).toEqual([
    "/permanences/next",
    "/",
    "tel:+33388000000",
  ]);
});

test("after a half-day that is over it is said whether the next one needs an appointment", () => {
  const next = { ...held({ status: "scheduled" }), id: "next" };
  const text = (windows: PermanenceAtPlace["windows"]) =>
    readIn(
      "fr",
      <PermanenceState
        permanence={held({ status: "closed" })}
        board={undefined}
        next={{ ...next, windows }}
        now={at("13:00")}
      />,
    );
  expect(text([window("9:00", "12:00", "walk-in")])).toContain("Sans rendez-vous");
  expect(text([window("9:00", "12:00", "appointment")])).toContain("Sur rendez-vous seulement");
});

test("the telephone of the place is named so, since the footer has that of the organisation", () => {
  const ofPlace = { ...held({ call }), at: { ...held().at, phone: call } };
  expect(state(ofPlace, "10:00")).toContain("Appeler ce lieu : 03 88 00 00 00");
  expect(state(held({ call }), "10:00")).toContain(CALL);
  expect(state({ ...ofPlace, status: "closed" }, "13:00")).toContain("Appeler ce lieu : 03 88 00 00 00");
});

test("an ordinary end is no alarm, a cancelled half-day is one", () => {
  expect(show(held({ status: "closed" }), "13:00").container.firstElementChild?.className).not.toContain("alert");
  expect(show(held({ status: "cancelled" }), "8:00").container.firstElementChild?.className).toContain("border-alert");
});

test("out of numbers, nothing is green", () => {
  expect(show(open({ numbers: "stopped" }), "10:40").container.innerHTML).not.toMatch(/text-ok|border-ok/u);
});

const WAYS = { hours: "/permanences/1/rendez-vous", otherDay: "/rendez-vous?lieu=neuhof" };
const ways = (half: PermanenceAtPlace, hour: string, left: Availability = "hours", board?: ToldBoard) =>
  readIn("fr", <WalkInOrBook permanence={half} board={board} ways={WAYS} left={left} now={at(hour)} />);
const DOOR = "Sur place, prenez un numéro à la porte, ou demandez à l’équipe.";
const OR_DOOR = `Sans rendez-vous ? ${DOOR}`;
const BOOK = "Prendre rendez-vous";
const mixed = { windows: [window("9:00", "12:00", "mixed")], bookableLanes: 1 };
const blocks = {
  windows: [window("9:00", "11:00", "appointment"), window("11:00", "12:00", "walk-in")],
  bookableLanes: 1,
};

test("while walk-ins are taken the number at the door is the main way, and the appointment a quieter one below", () => {
  expect(ways(open(mixed), "10:00")).toBe(OR_DOOR + BOOK);
  inLocale(
    "fr",
    <WalkInOrBook permanence={open(mixed)} board={undefined} ways={WAYS} left="hours" now={at("10:00")} />,
  );
  expect(screen.getByRole("link").className).toContain("bg-card");
});

test("where the team has no internet, a number is asked of the team, since the door gives none", () => {
  const silent: ToldBoard = { wait: { state: "unknown" }, alive: false, asOf: at("10:00") };
  expect(ways(open(mixed), "10:00", "hours", silent)).toBe(`Sur place, demandez un numéro à l’équipe.${BOOK}`);
});

test.each([
  ["of another hour", held(mixed), "8:00", OR_DOOR],
  [
    "in its hours by appointment",
    open(blocks),
    "10:00",
    "Sans rendez-vous : à partir de 11 h, prenez un numéro à la porte.",
  ],
  [
    "to come, whose first hours are for appointments",
    held(blocks),
    "8:00",
    "Sans rendez-vous : à partir de 11 h, prenez un numéro à la porte.",
  ],
] as const)("for a half-day %s the appointment is the main way", (_, half, hour, door) => {
  expect(ways(half, hour)).toBe(BOOK + door);
  inLocale("fr", <WalkInOrBook permanence={half} board={undefined} ways={WAYS} left="hours" now={at(hour)} />);
  expect(screen.getByRole("link").className).toContain("bg-accent");
});

test("where too many wait already, an hour is the way, and nobody is sent to the door unless there is no other", () => {
  const crowd: ToldBoard = { wait: { state: "range", low: 130, high: 190 }, alive: true, asOf: at("10:00") };
  expect(ways(open(mixed), "10:00", "hours", crowd)).toBe(BOOK);
  expect(ways(open(), "10:00", "nothing", crowd)).toBe(DOOR);
  expect(ways(open(mixed), "10:00", "hours", { ...crowd, wait: { state: "range", low: 45, high: 190 } })).toBe(
    OR_DOOR + BOOK,
  );
});

test("a half-day without an hour left says so, and leads to another day at the same place", () => {
  expect(ways(held(mixed), "8:00", "full")).toBe(
    `Tous les rendez-vous de cette permanence sont pris.Prendre rendez-vous un autre jour${OR_DOOR}`,
  );
  inLocale("fr", <WalkInOrBook permanence={held(mixed)} board={undefined} ways={WAYS} left="full" now={at("8:00")} />);
  expect(screen.getByRole("link").getAttribute("href")).toBe("/rendez-vous?lieu=neuhof");
});

test("where too many people wait to give an hour, that is said once, nobody is sent to the door, and another day is one touch", () => {
  const full = { wait: { state: "range", low: 150, high: 200 }, alive: true, asOf: at("10:00") } as const;
  expect(ways(open(mixed), "10:00", "withheld", full)).toBe("Prendre rendez-vous un autre jour");
  const walkInsOver = open({ windows: [window("9:00", "9:30", "walk-in"), window("9:30", "12:00", "appointment")] });
  expect(ways(walkInsOver, "10:00", "withheld", full)).toBe(
    "Trop de personnes attendent à cette permanence. Choisissez-en une autre.Prendre rendez-vous un autre jour",
  );
  inLocale("fr", <WalkInOrBook permanence={open(mixed)} board={full} ways={WAYS} left="withheld" now={at("10:00")} />);
  expect(screen.getByRole("link").getAttribute("href")).toBe("/rendez-vous?lieu=neuhof");
});

test("where the hours that are left are not booked online, one calls or comes, or takes another day", () => {
  expect(ways(held(mixed), "8:00", "only-by-team")).toBe(
    `Pour réserver, appelez-nous ou venez.Prendre rendez-vous un autre jour${OR_DOOR}`,
  );
});

test("with an hour left it leads to the hours of this half-day", () => {
  inLocale("fr", <WalkInOrBook permanence={held(mixed)} board={undefined} ways={WAYS} left="hours" now={at("8:00")} />);
  expect(screen.getByRole("link").getAttribute("href")).toBe("/permanences/1/rendez-vous");
});

test("nobody is sent to the door where only appointments are taken, where numbers ended, or where there is nothing to book either", () => {
  expect(ways(open({ windows: [window("9:00", "12:00", "appointment")], bookableLanes: 1 }), "10:00")).toBe(BOOK);
  expect(ways(open({ ...mixed, numbers: "stopped" }), "10:00")).toBe(BOOK);
  expect(ways(open(), "10:00", "nothing")).toBe(DOOR);
});

test.each([
  ["cancelled", held({ status: "cancelled" }), "8:00"],
  ["closed", held({ status: "closed" }), "11:00"],
  ["past its end", open(), "12:10"],
] as const)("a half-day that is %s offers no way to be seen there", (_, half, hour) =>
  expect(ways(half, hour)).toBe(""),
);

test("« venez quand même » and what to take are said only where one may come", () => {
  const bring = (comeAnyway?: boolean) =>
    readIn("fr", <BringList topics={[]} {...(comeAnyway !== undefined && { comeAnyway })} />);
  expect(bring()).toContain("Venez quand même.");
  expect(bring()).toContain("Prenez votre téléphone et vos mots de passe.");
  expect(bring(false)).not.toContain("Venez quand même.");
  expect(bring(false)).not.toContain("Prenez votre téléphone");
});

test("what every procedure asks for is listed once above them, and below only what each asks for besides", () => {
  const topics = [
    { key: "impots", bring: ["telephone-charge", "email-et-mot-de-passe", "rib"] },
    { key: "email", bring: ["telephone-charge", "email-et-mot-de-passe"] },
    { key: "telephone", bring: ["telephone-charge"] },
  ];
  const text = readIn("fr", <BringList topics={topics} />);
  expect(text.match(/Votre téléphone chargé/gu)).toHaveLength(1);
  expect(text.match(/Votre adresse e-mail/gu)).toHaveLength(1);
  expect(text).toMatch(
    /^Prenez votre.*Votre téléphone chargé.*Venez quand même\.Choisissez votre démarche\.ImpôtsVotre RIB/u,
  );
  expect(text.match(/Rien d’autre à apporter\./gu)).toHaveLength(2);
});
