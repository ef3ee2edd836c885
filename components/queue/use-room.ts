"use client";
import { useEffect, useEffectEvent, useReducer, useRef, useState } from "react";
import type { LiveBoard } from "#lib/queue/board/board.ts";
import { type Instant, instant, SECOND } from "#lib/time/instant.ts";
import { liveBoardFromWire } from "#lib/wire/board.ts";
import {
  afterBoard,
  afterTime,
  firstAnnouncements,
  SHOWN_AT_LEAST,
  type Announcements,
} from "./board-announcements.ts";
import { openBoardStream } from "./board-stream.ts";

type Room = {
  readonly board: LiveBoard;
  readonly announced: Announcements;
  readonly staleSince: Instant | undefined;
};

type Clock = { readonly read: () => Instant; readonly correct: (serverTime: Instant) => void };

/** The live board of a permanence, its announcements, and since when it is out of date. */
export function useRoom(permanence: string, first: LiveBoard, clock: Clock): Room {
  const [board, setBoard] = useState(first);
  const [staleSince, setStale] = useState<Instant>();
  const [announced, announce] = useReducer(announcementsAfter, first, (board) => firstAnnouncements(board, 0));
  const time = useRef(clock);
  const version = useRef(first.version);

  useEffect(() => {
    let lastExchange = time.current.read();
    const received = (): void => {
      lastExchange = time.current.read();
      setStale(undefined);
    };
    const stream = openBoardStream(`/api/v1/permanences/${permanence}/live`, {
      onOpen: () => undefined,
      onBeat: received,
      onBoard: (data) => {
        const next = liveBoardFromWire(JSON.parse(data));
        time.current.correct(next.asOf);
        received();
        if (next.version < version.current) return;
        version.current = next.version;
        setBoard(next);
        announce({ board: next, at: performance.now() });
      },
      onBroken: () => setStale(lastExchange),
    });
    return stream.close;
  }, [permanence]);

  useEffect(() => {
    if (announced.unseen.length === 0) return undefined;
    // Timers may fire slightly early: the due time counts.
    const due = announced.shownAt + SHOWN_AT_LEAST;
    const timer = setTimeout(
      () => announce({ at: Math.max(due, performance.now()) }),
      Math.max(0, due - performance.now()),
    );
    return () => clearTimeout(timer);
  }, [announced]);

  return { board, announced, staleSince };
}

const announcementsAfter = (before: Announcements, { board, at }: { board?: LiveBoard; at: number }): Announcements =>
  board ? afterBoard(before, board, at) : afterTime(before, at);

/**
 * The server's time on a screen whose own clock may be wrong: runs on from the moment the page was rendered. `correct`
 * moves it forward when a later time is received (a screen that slept), never back: boards are up to a minute old.
 */
export function useServerClock(made: Instant): {
  readonly now: Instant;
  readonly read: () => Instant;
  readonly correct: (serverTime: Instant) => void;
} {
  const start = useRef<{ serverTime: Instant; at: number } | undefined>(undefined);
  const [now, setNow] = useState(made);
  const read = (): Instant =>
    start.current ? instant(start.current.serverTime + performance.now() - start.current.at) : made;
  const begin = useEffectEvent(() => {
    start.current ??= { serverTime: made, at: performance.now() };
  });
  const tick = useEffectEvent(() => setNow(read()));
  useEffect(() => {
    begin();
    const ticking = setInterval(() => tick(), SECOND);
    return () => clearInterval(ticking);
  }, []);
  const correct = (serverTime: Instant): void => {
    if (serverTime > read()) start.current = { serverTime, at: performance.now() };
  };
  return { now, read, correct };
}
