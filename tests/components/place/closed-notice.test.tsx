import { ClosedNotice, ClosedToday } from "#components/place/closed-notice.tsx";
import { NO_END } from "#lib/schedule/closure.ts";
import { instantOf } from "#lib/time/instant.ts";
import { inLocale, readIn } from "../site/in-locale.tsx";

const at = (text: string) => instantOf(`${text}:00+01:00`);
const NOW = at("2026-12-02T10:00");
const FLOOD = {
  id: "1",
  timeZone: "Europe/Paris",
  span: { start: at("2026-12-01T00:00"), end: NO_END },
  unknownEnd: true,
  sentence: "Fuite d’eau dans la salle",
};
const WORKS = {
  ...FLOOD,
  id: "2",
  span: { start: at("2026-12-07T00:00"), end: at("2026-12-12T00:00") },
  unknownEnd: false,
};

test.each(["fr", "ar", "tr", "en"] as const)(
  "in %s the place is said to be closed, around the sentence in French",
  (locale) => {
    const { container } = inLocale(locale, <ClosedNotice closures={[FLOOD]} now={NOW} />);
    expect(container.querySelector("[lang=fr]")?.textContent).toBe(FLOOD.sentence);
  },
);

test("closed for now, and closed on days to come, are two notices", () => {
  const said = readIn("fr", <ClosedNotice closures={[FLOOD, WORKS]} now={NOW} />);
  expect(said).toMatch(/C’est fermé pour l’instant\..*Fuite d’eau.*Fermé du .*7 décembre.* au .*11 décembre/u);
});

test("the home page names the places that are closed today, and says nothing when none is", () => {
  expect(readIn("fr", <ClosedToday closures={[{ ...FLOOD, place: "Médiathèque" }]} />)).toBe(
    "Fermé aujourd’huiMédiathèque : Fuite d’eau dans la salle",
  );
  expect(readIn("fr", <ClosedToday closures={[]} />)).toBe("");
});
