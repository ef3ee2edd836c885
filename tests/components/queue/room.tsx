import { jest } from "@jest/globals";
import { act, render } from "@testing-library/react";
import { NextIntlClientProvider } from "next-intl";
import type { RoomData } from "#components/queue/board-room.ts";
import { BoardScreen } from "#components/queue/board-screen.tsx";
import type { Follow, LiveBoard } from "#lib/queue/board/board.ts";
import { instant, instantOf, type Instant } from "#lib/time/instant.ts";
import { liveBoardToWire } from "#lib/wire/queue/board.ts";
import { fr as messages } from "#tests/support/catalogues.ts";
import { FakeEventSource } from "./fake-event-source.ts";

const ZONE = "Europe/Paris";
export const at = (time: string): Instant => instantOf(`2026-09-07T${time}+02:00`);
const NOW = at("10:22:00");

/** An open half-day, from nine to noon unless stated. */
export const held = (
  given: Partial<NonNullable<RoomData["permanence"]>> = {},
): NonNullable<RoomData["permanence"]> => ({
  id: "p",
  span: { start: at("09:00:00"), end: at("12:00:00") },
  windows: [],
  status: "open",
  numbers: "given",
  ...given,
});

/** Each person called has not come yet, unless stated. */
export const board = ({ called = [], ...given }: Partial<LiveBoard> = {}): LiveBoard => ({
  version: 1,
  called,
  waiting: 4,
  wait: { state: "range", low: 20, high: 40 },
  alive: true,
  asOf: NOW,
  follows: called.map(({ number }) => follow(number, "called")),
  ...given,
});
export const follow = (number: number, state: Follow["state"]): Follow => ({
  number,
  picture: (number - 1) % 24,
  state,
  ahead: { people: 0, appointments: [] },
  wait: { state: "unknown" },
  beforeClosing: "yes",
  letPast: false,
});
export const call = (number: number, desk: number, calledAt: string): LiveBoard["called"][number] => ({
  number,
  picture: (number - 1) % 24,
  desk,
  calledAt: at(calledAt),
});
export const earlier = [call(10, 2, "10:01:00"), call(9, 1, "09:50:00")];

const ROOM = "/ecran/neuhof/etat";

/**
 * What the server would say: whether it answers at all, its build, the data of the room, and the version of a closed
 * one.
 */
export const server = { served: true, build: "a", room: {} as RoomData, version: "1" };

/**
 * Every request of the screen for the data of the room (GET), whether the server sees and what version (HEAD), and for
 * the page itself.
 */
export const asked = { room: 0, life: 0, page: 0 };

/** For beforeEach: fake timers, a stream that opens, a server that answers and beats every five seconds. */
export function quietRoom(): void {
  jest.useFakeTimers();
  FakeEventSource.install();
  Object.assign(server, { served: true, build: "a", version: "1" });
  Object.assign(asked, { room: 0, life: 0, page: 0 });
  sessionStorage.clear();
  setInterval(() => {
    const now = new Date(NOW + performance.now()).toISOString();
    if (server.served) FakeEventSource.all.at(-1)?.say("beat", now);
  }, 5_000);
  globalThis.fetch = (async (address: string, { method = "GET" }: RequestInit = {}) => {
    asked[address !== ROOM ? "page" : method === "HEAD" ? "life" : "room"] += 1;
    if (!server.served) throw new TypeError("Failed to fetch");
    const { build, room } = server;
    return {
      ok: true,
      headers: new Headers({ "Room-Version": server.version }),
      json: async () => JSON.parse(JSON.stringify({ build, now: NOW + performance.now(), room })) as unknown,
      text: async () => "<html></html>",
    };
  }) as unknown as typeof fetch;
}

/** The sentences of the other languages, as the page sends them. */
const elsewhere = [
  { locale: "ar", text: "ابقوا في القاعة. نناديكم، أو نأتي إليكم." },
  { locale: "tr", text: "Salonda kalın. Sizi çağırırız ya da yanınıza geliriz." },
  { locale: "en", text: "Stay in the room. We call you, or we come and get you." },
];

export function show(given: Partial<LiveBoard> = {}, more: Partial<RoomData> = {}): void {
  server.room = { place: "Neuhof", zone: ZONE, permanence: held(), board: board(given), ...more };
  render(
    <NextIntlClientProvider locale="fr" messages={messages}>
      <BoardScreen made={NOW} room={server.room} address={ROOM} build="a" elsewhere={elsewhere} />
    </NextIntlClientProvider>,
  );
}

export const passes = (seconds: number): Promise<void> =>
  act(async () => void (await jest.advanceTimersByTimeAsync(seconds * 1_000)));

/** The server sends a newer board. */
export const comes = (given: Partial<LiveBoard>): Promise<void> =>
  act(async () => {
    const now = instant(NOW + performance.now());
    FakeEventSource.all
      .at(-1)
      ?.say("board", JSON.stringify(liveBoardToWire(board({ version: 2, asOf: now, ...given }), ZONE)));
    await jest.advanceTimersByTimeAsync(0);
  });

/** The application, or its database, is killed: connections break, requests fail. */
export const dies = (): void => {
  server.served = false;
  FakeEventSource.reachable = false;
  act(() => FakeEventSource.all.at(-1)?.fail());
};

/** It is there again. What hung or waits finds it by itself. */
export const returns = (): void => {
  server.served = true;
  FakeEventSource.reachable = true;
};

/** The text of the large side, where a call is shown. */
export const large = (): HTMLElement => document.querySelector("main [aria-live]") as HTMLElement;

/** The last lines of the narrow side, for people who arrive now. */
export const toldToNewcomers = (): string => document.querySelector("aside > :last-child")?.textContent ?? "";

/** Counts the rings by the vibrations that go with them. */
export function bells(): jest.Mock {
  const shakes = jest.fn(() => true);
  Object.defineProperty(navigator, "vibrate", { value: shakes, configurable: true });
  return shakes;
}
