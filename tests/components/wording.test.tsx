import { Poster } from "#components/place/poster.tsx";
import { BoardSentences } from "#components/queue/board-main.tsx";
import { OrderRules } from "#components/queue/order-rules.tsx";
import { inLocale, readIn } from "./site/in-locale.tsx";
import { createTranslator } from "next-intl";
import { bookingWording, queueWording, requestWording } from "#components/wording.ts";
import { ar, en, fr, tr } from "#tests/support/catalogues.ts";
import { act, screen } from "@testing-library/react";
import { HalfDayCard } from "#components/calendar/half-day-card.tsx";
import { ShareHeading } from "#components/calendar/share-heading.tsx";
import { ShareLinks } from "#components/calendar/share-links.tsx";
import { PermanenceToRun } from "#components/queue/permanence-to-run.tsx";
import { PhoneHours } from "#components/phone-hours.tsx";
import { redact, type SharedHalfDay } from "#lib/calendar/redact.ts";
import type { LiveBoard } from "#lib/queue/board/board.ts";
import { atTime, showTablet } from "./tablet/show-tablet.tsx";
import { open } from "./tablet/morning.ts";
import { at, halfDay } from "#tests/lib/calendar/half-days.ts";
import { morning } from "#tests/lib/schedule/mornings.ts";

describe("the rules of the order", () => {
  /** The rules of the line as the help page shows them. */
  function lawsIn(locale: "fr" | "ar" | "tr" | "en"): readonly string[] {
    const { container, unmount } = inLocale(locale, <OrderRules />);
    const laws = [...container.querySelectorAll("li")].map((law) =>
      (law.textContent ?? "").replace(/\u00a0/g, " ").replace(/\u2011/g, "-"),
    );
    unmount();
    return laws;
  }

  test.each(["fr", "ar", "tr", "en"] as const)(
    "the laws of the line are four, and said alike on a page, on the poster and on the room's screen (%s)",
    (locale) => {
      const laws = lawsIn(locale);
      expect(laws).toHaveLength(4);
      const poster = readIn(
        locale,
        <Poster
          name="Neuhof"
          hours={[]}
          others={[]}
          code={{ address: "https://example.org/lieux/neuhof", door: false }}
        />,
      );
      const screen = readIn(locale, <BoardSentences board={undefined} />);
      for (const law of laws) {
        expect(poster).toContain(law);
        expect(screen).toContain(law);
      }
    },
  );

  test("where nobody has an appointment the law of appointments is not said", () => {
    const text = readIn("fr", <OrderRules appointments={false} />);
    expect(text).toContain("On passe chacun son tour.");
    expect(text).not.toContain("rendez-vous");
  });
});

describe("refusals", () => {
  const locales = { fr, ar, tr, en } as const;
  const said = [
    ...new Set([...Object.values(queueWording), ...Object.values(bookingWording), ...Object.values(requestWording)]),
  ];

  test.each(Object.entries(locales))("every refusal has a sentence in %s", (locale, messages) => {
    for (const key of said) {
      const say = createTranslator({
        locale,
        messages: messages as typeof fr,
        namespace: "refusals",
        onError: (error) => {
          throw error;
        },
      });
      expect(say(key, { number: 15, desk: 2 })).toMatch(/\p{L}.*[.؟]$/u);
    }
  });

  test("no sentence is left that no refusal says", () => {
    expect(Object.keys(fr.refusals).sort()).toEqual([...said].sort());
  });

  test("the second tablet reads at which desk the person is", () => {
    const say = createTranslator({ locale: "fr", messages: fr, namespace: "refusals" });
    expect(say(queueWording["already-called"], { number: 15, desk: 2 })).toBe("Le 15 est déjà appelé à la table 2.");
  });

  test("too late to take back is another sentence than too late to book", () => {
    expect(queueWording["too-late"]).not.toBe(bookingWording["too-late"]);
  });
});

describe("text in the team's own language", () => {
  /** The text is marked as French wherever it is shown. */
  const expectMarked = (...said: readonly string[]): void => {
    for (const words of said)
      for (const found of screen.getAllByText(words))
        expect([words, found.tagName, found.lang]).toEqual([words, "BDI", "fr"]);
  };

  test("a shared calendar in Arabic marks as French the place, why it is called off, its own name and who gave it", () => {
    const cancelled = redact(
      halfDay({ status: "cancelled", cancelReason: "travaux" }),
      "with-load",
      at("8:00"),
    ) as SharedHalfDay;
    inLocale(
      "ar",
      <>
        <HalfDayCard half={cancelled} />
        <ShareHeading
          name="Agenda de la CAF"
          service="Aide numérique"
          giver="Ville de Strasbourg"
          level="with-load"
          monday="2026-11-23"
          updated="8:00"
        />
      </>,
    );
    expectMarked("Neuhof", "travaux", "Agenda de la CAF", "Aide numérique", "Ville de Strasbourg");
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
    expect(screen.getAllByText("Pause de 10 minutes")).toHaveLength(1);
    expectMarked("Pause de 10 minutes");
  });

  test("the team's list in English marks the name of a place as French", () => {
    inLocale(
      "en",
      <PermanenceToRun permanence={morning()} place="Mairie de quartier du Neuhof" desk={undefined} now={at("8:30")} />,
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
});
