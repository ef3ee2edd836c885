import { jest } from "@jest/globals";
import { act, render } from "@testing-library/react";
import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime.js";
import { NextIntlClientProvider } from "next-intl";
import type { RoomData } from "#components/queue/board-room.ts";
import { BoardScreen } from "#components/queue/board-screen.tsx";
import type { Follow, LiveBoard } from "#lib/queue/board/board.ts";
import { instant, instantOf, type Instant } from "#lib/time/instant.ts";
import { liveBoardToWire } from "#lib/wire/board.ts";
import messages from "#messages/fr.json";
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
const board = ({ called = [], ...given }: Partial<LiveBoard> = {}): LiveBoard => ({
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

export const refresh = jest.fn();

/** Whether the application answers when asked before the page is rendered again. */
const server = { served: true };
export const serverAnswers = (answers: boolean): void => void (server.served = answers);

/** For beforeEach: fake timers, a stream that opens, a server that answers. */
export function quietRoom(): void {
  jest.useFakeTimers();
  FakeEventSource.install();
  refresh.mockClear();
  serverAnswers(true);
  globalThis.fetch = (async () => {
    if (!server.served) throw new TypeError("Failed to fetch");
    return { ok: true };
  }) as unknown as typeof fetch;
}

export function show(given: Partial<LiveBoard> = {}, room: Partial<RoomData> = {}): void {
  render(
    <AppRouterContext.Provider value={{ refresh } as never}>
      <NextIntlClientProvider locale="fr" messages={messages}>
        <BoardScreen
          made={NOW}
          room={{ place: "Neuhof", zone: ZONE, permanence: held(), board: board(given), ...room }}
        />
      </NextIntlClientProvider>
    </AppRouterContext.Provider>,
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
