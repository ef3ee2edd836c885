import { act, screen } from "@testing-library/react";
import { HalfDayCard } from "#components/calendar/half-day-card.tsx";
import { ShareHeading } from "#components/calendar/share-heading.tsx";
import { ShareLinks } from "#components/calendar/share-links.tsx";
import { Poster } from "#components/place/poster.tsx";
import { BoardSentences } from "#components/queue/board-main.tsx";
import { PermanenceToRun } from "#components/queue/permanence-to-run.tsx";
import { PhoneHours } from "#components/site/telephone.tsx";
import { redact, type Seen } from "#lib/calendar/redact.ts";
import type { LiveBoard } from "#lib/queue/board/board.ts";
import { inLocale } from "#tests/components/site/in-locale.tsx";
import { atTime, showTablet } from "#tests/components/tablet/show-tablet.tsx";
import { open } from "#tests/components/tablet/morning.ts";
import { at, halfDay } from "#tests/lib/calendar/half-days.ts";
import { morning } from "#tests/lib/schedule/mornings.ts";

/** The words are marked French, once or wherever they stand. */
const expectMarked = (...said: readonly string[]): void => {
  for (const words of said)
    for (const found of screen.getAllByText(words))
      expect([words, found.tagName, found.lang]).toEqual([words, "BDI", "fr"]);
};

test("a shared calendar in Arabic marks as French the place, why it is called off, its own name and who gave it", () => {
  const cancelled = redact(halfDay({ status: "cancelled", cancelReason: "travaux" }), "counts", at("8:00")) as Seen;
  inLocale(
    "ar",
    <>
      <HalfDayCard half={cancelled} />
      <ShareHeading
        name="Agenda de la CAF"
        giver="Ville de Strasbourg"
        level="counts"
        monday="2026-11-23"
        updated="8:00"
      />
    </>,
  );
  expectMarked("Neuhof", "travaux", "Agenda de la CAF", "Ville de Strasbourg");
});

test("the list of shared calendars in Arabic marks their names, who gives and who receives", () => {
  inLocale(
    "ar",
    <ShareLinks
      shares={[{ name: "Agenda", giver: "Ville", receiver: "CAF du Bas-Rhin", secret: "s" }]}
      leave="/connexion/quitter"
    />,
  );
  expectMarked("Agenda", "Ville", "CAF du Bas-Rhin");
});

test("the room's screen in Arabic marks what the team has to say as French, also for whoever asked for less movement", () => {
  const board: LiveBoard = {
    version: 1,
    called: [],
    waiting: 0,
    wait: { state: "unknown" },
    alive: true,
    asOf: at("9:30"),
    follows: [],
    message: "Pause de 10 minutes",
  };
  inLocale("ar", <BoardSentences board={board} />);
  expect(screen.getAllByText("Pause de 10 minutes")).toHaveLength(2);
  expectMarked("Pause de 10 minutes");
});

test("the team's list in Arabic marks the name of a place as French", () => {
  inLocale(
    "ar",
    <PermanenceToRun permanence={morning()} place="Mairie de quartier du Neuhof" table={undefined} now={at("8:30")} />,
  );
  expectMarked("Mairie de quartier du Neuhof");
});

test("the tablet marks the name of its place as French", async () => {
  atTime("9:28");
  const { leave } = await showTablet(open(1));
  expectMarked("Neuhof");
  act(leave);
});

test("hours of the telephone that are shown as somebody wrote them are marked as French", () => {
  inLocale("ar", <PhoneHours hours="le matin" />);
  expectMarked("le matin");
});

test("the telephone on the poster is read from left to right in Arabic", () => {
  inLocale(
    "ar",
    <Poster
      name="Neuhof"
      hours={[]}
      others={[]}
      phone="+33353010067"
      code={{ address: "https://example.org", door: false }}
    />,
  );
  const number = screen.getByText("03 53 01 00 67");
  expect([number.tagName, number.dir]).toEqual(["BDI", "ltr"]);
});
