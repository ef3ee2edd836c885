"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useEffectEvent, useReducer, useState, type ReactNode } from "react";
import type { LiveBoard } from "#lib/queue/board/board.ts";
import { MINUTE, instant, SECOND, type Instant } from "#lib/time/instant.ts";
import { PreloadedDrawings } from "../ui/preloaded-drawings.tsx";
import {
  earlierCalls,
  afterBoard,
  afterTime,
  firstAnnouncements,
  SHOWN_AT_LEAST,
  type Announcements,
} from "./board-announcements.ts";
import { BoardArriving, BoardSide } from "./board-side.tsx";
import { BoardMain } from "./board-main.tsx";
import { roomPhase, type RoomData } from "./board-room.ts";
import { serverAnswers, openBoardStream } from "./board-stream.ts";
import { liveBoardFromWire } from "#lib/wire/board.ts";

/**
 * The screen of a waiting room: one call at a time, without names or reasons. `made`: the server's time of this page.
 */
export function BoardScreen({ room, made }: { room: RoomData; made: Instant }) {
  const { permanence, board } = room;
  return permanence && board ? (
    <LiveScreen key={permanence.id} room={room} permanence={permanence} board={board} made={made} />
  ) : (
    <ClosedScreen room={room} made={made} />
  );
}

function LiveScreen({
  room,
  permanence,
  board: first,
  made,
}: {
  room: RoomData;
  permanence: NonNullable<RoomData["permanence"]>;
  board: LiveBoard;
  made: Instant;
}) {
  const clock = useServerClock(made);
  const { board, announced, staleSince } = useRoom(permanence.id, first, clock);
  const phase = roomPhase(permanence, board);
  useFreshPage(board.version, staleSince === undefined);
  // While the line is suspended no call is shown large; it is listed among the earlier ones.
  const shown = phase === "suspended" ? { shown: undefined, unseen: [] } : announced;
  const arriving = (phase === "calls" || phase === "nobody-called") && board.alive;
  return (
    <Frame>
      <BoardMain room={room} phase={phase} board={board} call={shown.shown} staleSince={staleSince} now={clock.now} />
      <BoardSide
        zone={room.zone}
        now={clock.now}
        earlier={earlierCalls(shown, board)}
        staleSince={staleSince}
        announced={announced.announced}
        arriving={arriving && <BoardArriving permanence={permanence} zone={room.zone} board={board} now={clock.now} />}
      />
    </Frame>
  );
}

function ClosedScreen({ room, made }: { room: RoomData; made: Instant }) {
  const { now } = useServerClock(made);
  useFreshPage(undefined, true);
  return (
    <Frame>
      <BoardMain room={room} phase="closed" board={undefined} call={undefined} staleSince={undefined} now={now} />
      <BoardSide zone={room.zone} now={now} earlier={[]} staleSince={undefined} announced={undefined} arriving={null} />
    </Frame>
  );
}

/**
 * `--u` is a hundredth of the height of a 16:9 screen, so that every screen shows the same layout, larger or smaller.
 */
const Frame = ({ children }: { children: ReactNode }) => (
  <div className="grid h-dvh grid-cols-[1.45fr_1fr] overflow-hidden bg-room text-white [--u:min(1vh,0.5625vw)] portrait:grid-cols-1 portrait:grid-rows-[1.2fr_1fr] portrait:[--u:1vw]">
    <PreloadedDrawings />
    {children}
  </div>
);

/**
 * Renders the page again every minute, and when the line has a new version: which half-day is on, its status, whether
 * numbers are stopped.
 */
function useFreshPage(version: number | undefined, reachable: boolean): void {
  const router = useRouter();
  const made = useRef(version);
  useEffect(() => {
    if (!reachable) return undefined;
    const refresh = (): void => void serverAnswers().then((served) => served && router.refresh());
    if (made.current !== version) refresh();
    made.current = version;
    const timer = setInterval(refresh, MINUTE);
    return () => clearInterval(timer);
  }, [version, reachable, router]);
}

type Room = {
  readonly board: LiveBoard;
  readonly announced: Announcements;
  readonly staleSince: Instant | undefined;
};

type Clock = { readonly read: () => Instant; readonly correct: (serverTime: Instant) => void };

/** The live board of a permanence, its announcements, and since when it is out of date. */
function useRoom(permanence: string, first: LiveBoard, clock: Clock): Room {
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
function useServerClock(made: Instant): {
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
