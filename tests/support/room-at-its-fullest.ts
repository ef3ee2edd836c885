import type { Page } from "playwright-core";
import type { Follow } from "#lib/queue/board/board.ts";
import { LONGEST_MESSAGE } from "#lib/queue/acts/announce.ts";
import type { WireFollow, WireLiveBoard } from "#lib/wire/queue/board.ts";

const MESSAGE =
  "Exercice d’évacuation à onze heures : suivez l’équipe, gardez votre numéro. La table deux ferme à midi, et la table trois à midi et demie, ou plus tard.".slice(
    0,
    LONGEST_MESSAGE,
  );

const hour = (minutes: number): string => `2026-11-23T09:${String(minutes).padStart(2, "0")}:00+01:00`;
const picture = (number: number): number => (number - 1) % 24;
const follow = (number: number, state: Follow["state"]): WireFollow => ({
  number,
  picture: picture(number),
  state,
  ahead: { people: 0, appointments: [] },
  wait: { state: "unknown" },
  beforeClosing: "yes",
  letPast: false,
});

/**
 * Four calls, the latest of which waits for an answer, the longest message and the longest wait that the room screen
 * receives at ten past nine.
 */
const FULLEST: WireLiveBoard = {
  version: 1_000_000,
  called: [
    [88, 12],
    [87, 11],
    [86, 10],
    [85, 12],
  ].map(([number = 0, desk = 0], index) => ({ number, picture: picture(number), desk, calledAt: hour(9 - index) })),
  waiting: 12,
  wait: { state: "range", low: 95, high: 145 },
  message: MESSAGE,
  alive: true,
  asOf: hour(10),
  follows: [follow(88, "called"), ...[87, 86, 85].map((number) => follow(number, "done"))],
};

/** The boards that take most space on the room screen, by name. */
export const FULL_ROOMS: Readonly<Record<string, WireLiveBoard>> = {
  "a long wait": FULLEST,
  "a wait that is not known": { ...FULLEST, wait: { state: "unknown" } },
  "no network": { ...FULLEST, alive: false, wait: { state: "unknown" } },
  "a pause": { ...FULLEST, suspended: true, wait: { state: "unknown" } },
};

/** The page receives this board, and nothing else. */
export const showsOnly = (page: Page, board: WireLiveBoard): Promise<unknown> =>
  page.route("**/live", (route) =>
    route.fulfill({ contentType: "text/event-stream", body: `event: board\ndata: ${JSON.stringify(board)}\n\n` }),
  );

/** Every line of text that overflows its half of the screen, or the screen, by more than a rounding error. */
export const cutOn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const cut: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      const half = text.parentElement?.closest("main, aside");
      if (!half || text.parentElement?.closest(".sr-only, .number") || text.textContent?.trim() === "") continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const { left, right, top, bottom } = half.getBoundingClientRect();
      const leaves = [...range.getClientRects()].some(
        (line) =>
          line.left < left - 1 ||
          line.right > right + 1 ||
          line.top < top - 1 ||
          line.bottom > Math.min(bottom, innerHeight) + 1,
      );
      if (leaves) cut.push(text.textContent ?? "");
    }
    return cut;
  });
