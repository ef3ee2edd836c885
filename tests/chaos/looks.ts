import type { Page } from "playwright-core";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { isAtDesk, isUncalled } from "#lib/queue/line/visit.ts";
import { aheadOf } from "#lib/queue/order/who-may-pass.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { ScreenFacts, ScreenReading } from "./judge.ts";

/** What can be read on any of the screens, as text: what is not there is empty. */
export type ScreenText = {
  readonly address: string;
  readonly text: string;
  readonly heading: string;
  /** Whether the page has its large and its narrow side (the room's screen), and the bar of the tablet. */
  readonly board: boolean;
  readonly bar: string;
  readonly main: string;
  /** The large number of the page, and whether it says « C’est à vous ». */
  readonly number: string;
  readonly called: boolean;
  /** The number of the person at the tablet’s table, also of one whose call is not sent yet. */
  readonly atDesk: string;
  /** The earlier calls of the room’s screen, and the numbers of the tablet’s list. */
  readonly earlier: readonly string[];
  readonly waiting: readonly string[];
  /** The hour that the screen shows as the present one. */
  readonly hour: string;
};

/**
 * Reads a page, and when: in milliseconds since 1970 by the monotonic clock of the browser, which does not follow a
 * clock that is set off. The function runs in the browser: it uses nothing from outside.
 */
export const readPage = (page: Page): Promise<ScreenText & { readonly readAt: number }> =>
  page.evaluate(() => {
    const textOf = (selector: string): string => document.querySelector<HTMLElement>(selector)?.innerText.trim() ?? "";
    const all = (selector: string): string[] =>
      [...document.querySelectorAll<HTMLElement>(selector)].map(({ innerText }) => innerText.trim());
    return {
      readAt: performance.timeOrigin + performance.now(),
      address: location.href,
      text: document.body?.innerText.trim() ?? "",
      heading: all("h1, h2").find((text) => text !== "") ?? "",
      board: document.querySelector("main") !== null && document.querySelector("aside") !== null,
      bar: textOf("header"),
      main: textOf("main"),
      number: textOf("main .number") || textOf("[data-called] .number") || textOf(".number"),
      called: document.querySelector("[data-called]") !== null,
      atDesk: textOf("main p.number"),
      earlier: all("aside li"),
      // Rows outside the window are skipped by the layout (content-visibility): they have no innerText.
      waiting: [...document.querySelectorAll("section ol > li button .number")].map(({ textContent }) =>
        textContent.trim(),
      ),
      hour: textOf("aside p span") || textOf("header > div > :first-child"),
    };
  });

/** The screens that run script. The page without script is judged by its loads. */
export type ScreenName = "room" | "tablet" | "phone";

/** Sentences by which a screen says that it has no news, or that the service is not there. */
const NO_NEWS =
  /pas de (?:nouvelles|connexion) depuis|pas de nouvelles (?:pour le moment|de l’équipe)|sans nouvelles depuis|Sans réseau depuis|ne répond pas depuis|Le serveur est occupé|Le site est (?:en panne|très occupé)/iu;

/** Sentences of pages of ended visits, on which nothing changes any more. */
const ENDED = /C’est fini\.|n’est plus en attente|n’attend plus ici|La permanence est finie/u;

const NBSP = /[\u00a0\u202f]/gu;
const flat = (text: string): string => text.replace(NBSP, " ");

/** What a page shows as true, by its screen. `minute`: the minute of the day that it should show. */
export function seenOn(screen: ScreenName, read: ScreenText, at: number, minute: number): ScreenReading {
  const text = flat(read.text);
  const grey = NO_NEWS.test(text);
  const isAddress = read.address.startsWith("http");
  const clock = hourFact(flat(read.hour), minute);
  switch (screen) {
    case "room": {
      const desk = /table\s+(\d+)/iu.exec(flat(read.main))?.[1];
      const call = read.number !== "" && desk !== undefined ? [`${read.number} at desk ${desk}`] : [];
      const earlier = read.earlier.flatMap((row) => {
        const [, number, itsDesk] = /^(\d+)\D+(\d+)/su.exec(row) ?? [];
        return number === undefined ? [] : [`${number} at desk ${itsDesk}`];
      });
      return {
        at,
        own: isAddress && read.board,
        grey,
        says: [...call.map((one) => `calls ${one}`), ...call, ...earlier, ...clock],
      };
    }
    case "tablet":
      return {
        at,
        own: isAddress && /Montrer le code QR/u.test(flat(read.bar)),
        grey,
        excused: [`${read.atDesk} waits`],
        contradicts: grey && /Tout est gardé|C’est envoyé/u.test(flat(read.bar)),
        says: [...read.waiting.map((number) => `${number} waits`), ...clock],
      };
    case "phone":
      return {
        at,
        own: isAddress && read.heading !== "" && text.length > 40,
        grey,
        settled: ENDED.test(text),
        says: phoneSays(read, text),
      };
  }
}

function phoneSays({ number, called, main }: ScreenText, text: string): readonly string[] {
  if (called) {
    const table = /table\s+(\d+)/iu.exec(flat(main) || text)?.[1];
    return [`${number} is called to ${table ?? "no table"}`];
  }
  if (!/À jour à/u.test(text)) return [];
  const before = /(\d+) personnes?(?! avec)/u.exec(text)?.[1] ?? "0";
  return [`${number} waits`, `${before} before ${number}`];
}

/** Nothing when the hour is right to a minute; a fact that never holds when it is wrong. */
function hourFact(hour: string, minute: number): readonly string[] {
  const [, hours, minutes] = /^(\d{1,2}) h (\d{2})$/u.exec(hour) ?? [];
  if (hours === undefined) return [];
  const apart = Math.abs(Number(hours) * 60 + Number(minutes) - minute);
  return Math.min(apart, 1440 - apart) <= 1 ? [] : [WRONG_HOUR];
}

/**
 * What is said of a screen whose clock is wrong by more than a minute. It shows no hour in this word, so that it stays
 * one truth.
 */
const WRONG_HOUR = "a wrong hour";

/** A state of the line with the moment at which it was made. */
export type LineAt = { readonly line: LineState; readonly at: Instant };

const byNumber = ({ line }: LineAt, number: string | undefined) =>
  line.visits.find((visit) => String(visit.number) === number);

/** How each screen’s facts follow from the line. */
export const FACTS: Readonly<Record<ScreenName, ScreenFacts<LineAt>>> = {
  room: {
    holds: (state, fact) => {
      const [, calls, number, desk] = /^(calls )?(\d+) at desk (\d+)$/u.exec(fact) ?? [];
      const visit = byNumber(state, number);
      if (!visit || !("desk" in visit) || String(visit.desk) !== desk) return false;
      return calls === undefined ? "calledAt" in visit : isAtDesk(visit);
    },
    needed: ({ line }) => {
      const [latest] = line.visits.filter((visit) => "calledAt" in visit).sort((a, b) => b.calledAt - a.calledAt);
      return latest?.state === "called" ? [`${latest.number} at desk ${latest.desk}`] : [];
    },
  },
  tablet: {
    holds: (state, fact) => {
      const visit = byNumber(state, /^(\d+) waits$/u.exec(fact)?.[1]);
      return visit !== undefined && isUncalled(visit);
    },
    needed: ({ line }) => line.visits.filter(isUncalled).map(({ number }) => `${number} waits`),
  },
  phone: {
    holds: (state, fact) => {
      const [, called, table] = /^(\d+) is called to (\d+)$/u.exec(fact) ?? [];
      if (called !== undefined) {
        const visit = byNumber(state, called);
        return visit?.state === "called" && String(visit.desk) === table;
      }
      const [, people, before] = /^(\d+) before (\d+)$/u.exec(fact) ?? [];
      if (before !== undefined) {
        const visit = byNumber(state, before);
        return visit !== undefined && aheadOf(state.line, visit.id, state.at).people === Number(people);
      }
      return byNumber(state, /^(\d+) waits$/u.exec(fact)?.[1])?.state === "waiting";
    },
    needed: () => [],
  },
};
