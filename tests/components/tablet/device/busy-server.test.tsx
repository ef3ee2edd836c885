import { screen } from "@testing-library/react";
import { atTheDoor } from "#tests/components/tablet/morning.ts";
import { atTime, button, passes, showTablet, tap } from "#tests/components/tablet/show-tablet.tsx";

const BUSY = /^Le serveur est occupé, on réessaie\. Ce que vous avez fait est gardé\.$/;
const LOST = /^Sans réseau/;

beforeEach(() => atTime("8:51"));

test.each([
  ["has too much to do", { status: 503, code: "busy" }],
  ["was asked too much from here", { status: 429, code: "too-many-requests" }],
])("a server that %s is not called a lost network: the work is kept, goes on, and is sent", async (_, answer) => {
  const { server, kept } = await showTablet(atTheDoor(2));
  server.answersInstead = answer;
  await tap(/^\+ 1 personne/);
  expect(screen.getByText(BUSY)).toBeInTheDocument();
  expect(screen.queryByText(LOST)).not.toBeInTheDocument();
  expect(button(/^\+ 1 personne/)).toBeEnabled();
  expect(await kept.all()).toHaveLength(1);
  server.answersInstead = undefined;
  await passes(5);
  expect(screen.queryByText(BUSY)).not.toBeInTheDocument();
  expect(screen.getByText("Tout est gardé")).toBeInTheDocument();
  expect(server.received.map(({ type }) => type)).toEqual(["add-visit"]);
});

test("a 503 of something that stands before our server says nothing of it: nothing of ours was reached", async () => {
  const { server } = await showTablet(atTheDoor(2));
  server.answersInstead = { status: 503 };
  await tap(/^\+ 1 personne/);
  expect(screen.getByText(/^Sans réseau depuis/)).toBeInTheDocument();
  expect(screen.queryByText(BUSY)).not.toBeInTheDocument();
});

test("when the network goes while the server is busy, that is what is said", async () => {
  const { server } = await showTablet(atTheDoor(2));
  server.answersInstead = { status: 503, code: "busy" };
  await tap(/^\+ 1 personne/);
  server.cut();
  await passes(6);
  expect(screen.getByText(/^Sans réseau depuis/)).toBeInTheDocument();
  expect(screen.queryByText(BUSY)).not.toBeInTheDocument();
});
