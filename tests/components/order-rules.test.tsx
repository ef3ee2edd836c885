import { Poster } from "#components/place/poster.tsx";
import { BoardSentences } from "#components/queue/board-main.tsx";
import { OrderRules } from "#components/queue/order-rules.tsx";
import { inLocale, readIn } from "#tests/components/site/in-locale.tsx";

/** The laws of the line as the help page says them. */
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
