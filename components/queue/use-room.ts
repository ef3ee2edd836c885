"use client";
import { useEffect, useReducer, useRef, useState } from "react";
import type { LiveBoard } from "#lib/queue/board/board.ts";
import type { Instant } from "#lib/time/instant.ts";
import { liveBoardFromWire } from "#lib/wire/board.ts";
import {
  afterBoard,
  afterTime,
  firstAnnouncements,
  SHOWN_AT_LEAST,
  type Announcements,
} from "./board-announcements.ts";
import { openBoardStream } from "./board-stream.ts";

export type Room = {
  readonly board: LiveBoard;
  readonly announced: Announcements;
  readonly staleSince: Instant | undefined;
};

type Clock = { readonly read: () => Instant; readonly correct: (told: Instant) => void };

/** The board of a permanence, live: what is announced, and since when nothing new is known. */
export function useRoom(permanence: string, first: LiveBoard, clock: Clock): Room {
  const [board, setBoard] = useState(first);
  const [staleSince, setStale] = useState<Instant>();
  const [announced, announce] = useReducer(announcementsAfter, first, (board) => firstAnnouncements(board, 0));
  const time = useRef(clock);

  useEffect(() => {
    let heardAt = time.current.read();
    let version = first.version;
    const heard = (): void => {
      heardAt = time.current.read();
      setStale(undefined);
    };
    const stream = openBoardStream(`/api/v1/permanences/${permanence}/live`, {
      onOpen: () => undefined,
      onBeat: heard,
      onBoard: (data) => {
        const next = liveBoardFromWire(JSON.parse(data));
        time.current.correct(next.asOf);
        heard();
        if (next.version < version) return;
        version = next.version;
        setBoard(next);
        announce({ board: next, at: performance.now() });
      },
      onBroken: () => setStale(heardAt),
    });
    return stream.close;
  }, [permanence]);

  useEffect(() => {
    if (announced.unseen.length === 0) return undefined;
    // A browser's timer may ring a hair before its time: what counts is when it was to ring.
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
