import { screen } from "@testing-library/react";
import type { LineState } from "#lib/queue/line/line-state.ts";
import type { ServingVisit } from "#lib/queue/line/visit.ts";
import { plusMinutes } from "#lib/time/instant.ts";
import { ME, open, person, then } from "#tests/components/tablet/morning.ts";
import { atTime, later, passes, showTablet, tap } from "#tests/components/tablet/show-tablet.tsx";

const mine = { conseiller: ME };
/** The first is helped at my table since 9:00; without a topic that takes 20 minutes, with this one 45. */
const served = (topic?: string): LineState => {
  const line = topic === undefined ? open(2) : then(open(2), "9:00", { type: "describe", visit: person(1), topic });
  return then(
    then(line, "9:00", { type: "call-next", desk: 2 }, mine),
    "9:00",
    { type: "start", visit: person(1) },
    mine,
  );
};
const asked = () => screen.queryByText("Encore en cours ?");

test("at twice the usual minutes the tablet asks whether it goes on, and not before", async () => {
  atTime("9:39");
  await showTablet(served());
  expect(asked()).toBeNull();
  await passes(61);
  expect(asked()).toBeInTheDocument();
  expect(screen.getByText(/D’habitude 20\smin\./u)).toBeInTheDocument();
});

test("the minutes are those of the topic", async () => {
  atTime("9:50");
  await showTablet(served("caf-prime-activite"));
  expect(asked()).toBeNull();
  await later(41);
  expect(asked()).toBeInTheDocument();
});

test("« Oui » quiets it for that person, and only for them", async () => {
  atTime("9:50");
  const { server } = await showTablet(served());
  await tap("Oui, on continue");
  await later(120);
  expect(asked()).toBeNull();
  expect(server.received).toEqual([]);
  await tap("Terminer et appeler le 2");
  await tap("Commencer");
  await later(41);
  expect(asked()).toBeInTheDocument();
});

test("nothing ends by itself", async () => {
  atTime("9:50");
  const { server } = await showTablet(served());
  await later(60);
  expect(server.state.visits[0]).toMatchObject({ state: "serving" });
});

test("« C’est fini » asks when about, and the help ends at the hour that is touched: three taps in all", async () => {
  atTime("9:50");
  const line = served();
  const begun = (line.visits[0] as ServingVisit).startedAt;
  const { server } = await showTablet(line);
  await tap("C’est fini");
  expect(document.activeElement).toBe(screen.getByText(/Fini quand, à peu près/u));
  expect(server.received).toEqual([]);
  await tap(/^Vers 9\sh\s20$/u);
  const endedAt = plusMinutes(begun, 20);
  expect(server.received).toMatchObject([{ type: "finish", visit: person(1), endedAt }]);
  expect(server.state.visits[0]).toMatchObject({ state: "done", endedAt, endedAbout: true });
});

test("« À l’instant » ends it as « Terminer » does", async () => {
  atTime("9:50");
  const { server } = await showTablet(served());
  await tap("C’est fini");
  await tap("À l’instant");
  expect(server.received).toMatchObject([{ type: "finish", visit: person(1) }]);
  expect(server.received[0]).not.toHaveProperty("endedAt");
});
