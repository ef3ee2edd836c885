import "@testing-library/jest-dom";
import { screen } from "@testing-library/react";
import { LearnedWaits } from "#components/queue/learned-waits.tsx";
import { NOTHING_LEARNED } from "#lib/queue/wait/learn-pace.ts";
import { inLocale } from "#tests/components/site/in-locale.tsx";

const learned = { ...NOTHING_LEARNED, meanHelp: 27.6, calls: 50, callsInside: 41 };

test("the team reads how long a help takes at a place, and how many announced waits came true", () => {
  inLocale("fr", <LearnedWaits places={[{ name: "Neuhof", learned }]} />);
  expect(screen.getByRole("listitem")).toHaveTextContent(
    "Neuhof : une aide dure 28 minutes en moyenne. 41 attentes annoncées sur 50 étaient justes.",
  );
});

test("of a place with few calls, and to a team without places, nothing is said", () => {
  const { container } = inLocale(
    "fr",
    <LearnedWaits places={[{ name: "Neuhof", learned: { ...learned, calls: 19 } }]} />,
  );
  expect(container).toBeEmptyDOMElement();
  expect(inLocale("fr", <LearnedWaits places={[]} />).container).toBeEmptyDOMElement();
});
