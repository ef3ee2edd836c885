"use client";
import { useEffect, useEffectEvent, useReducer, useRef, useState, type ReactNode } from "react";
import type { LiveBoard } from "#lib/queue/board/board.ts";
import { instantOf, type Instant } from "#lib/time/instant.ts";
import { liveBoardFromWire } from "#lib/wire/queue/board.ts";
import { loadAgainWhenServed } from "#components/ui/load-again.ts";
import { PreloadedDrawings } from "#components/ui/preloaded-drawings.tsx";
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
import { outageAt, roomPhase, type OutageSentence, type RoomAnswer, type RoomData } from "./board-room.ts";
import { openBoardStream } from "./board-stream.ts";
import { followRoom } from "./follow-room.ts";
import { useServerClock, type ServerClock } from "./use-server-clock.ts";

type Props = {
  readonly room: RoomData;
  /** The server's time of this page. */
  readonly made: Instant;
  /** Where the data of the room is asked for again. */
  readonly address: string;
  /** Of the application that made this page. */
  readonly build: string;
  /** What to do while nothing is known, in the other languages. */
  readonly elsewhere: readonly OutageSentence[];
};

/**
 * The screen of a waiting room: one call at a time, without names or reasons. It runs for weeks without a touch:
 * whatever fails, what was known stays and is said to be old, and the screen is back by itself.
 */
export function BoardScreen({ room: first, made, address, build, elsewhere }: Props) {
  const clock = useServerClock(made);
  const [room, setRoom] = useState(first);
  const [lostSince, setLost] = useState<Instant>();
  const seenAt = useRef(made);
  const asking = useRef<() => void>(undefined);
  const { permanence, board } = room;
  const live = permanence !== undefined && board !== undefined;

  const onServed = useEffectEvent(() => {
    seenAt.current = clock.read();
    setLost(undefined);
  });
  const onRoom = useEffectEvent((answer: RoomAnswer) => {
    clock.is(answer.now);
    setRoom(answer.room);
  });
  useEffect(() => {
    let loading: (() => void) | undefined;
    const follower = followRoom(address, build, !live, {
      onRoom: (answer) => onRoom(answer),
      onOtherBuild: () => void (loading ??= loadAgainWhenServed()),
      onServed: () => onServed(),
      onLost: () => setLost(seenAt.current),
    });
    asking.current = follower.ask;
    return () => {
      follower.close();
      loading?.();
    };
  }, [address, build, live]);

  return live ? (
    <LiveScreen
      key={permanence.id}
      room={room}
      permanence={permanence}
      board={board}
      clock={clock}
      elsewhere={elsewhere}
      askForRoom={() => asking.current?.()}
    />
  ) : (
    <ClosedScreen room={room} now={clock.now} lostSince={lostSince} />
  );
}

function LiveScreen({
  room,
  permanence,
  board: first,
  clock,
  elsewhere,
  askForRoom,
}: {
  room: RoomData;
  permanence: NonNullable<RoomData["permanence"]>;
  board: LiveBoard;
  clock: ServerClock;
  elsewhere: readonly OutageSentence[];
  askForRoom: () => void;
}) {
  const { board, announced, lostSince } = useLiveRoom(permanence.id, first, clock);
  const { now } = clock;
  const phase = roomPhase(permanence, board);
  const outage = outageAt(lostSince, now, phase === "closed" ? undefined : permanence.span);
  useRoomOfVersion(board.version, lostSince === undefined, askForRoom);
  // While the line is suspended no call is shown large; it is listed among the earlier ones. So it is in a long outage.
  const shown = phase === "suspended" || outage?.isLong ? { shown: undefined, unseen: [] } : announced;
  const arriving = (phase === "calls" || phase === "nobody-called") && board.alive;
  return (
    <Frame>
      <BoardMain
        room={room}
        phase={phase}
        board={board}
        call={shown.shown}
        outage={outage}
        elsewhere={elsewhere}
        now={now}
      />
      <BoardSide
        zone={room.zone}
        now={now}
        known={earlierCalls(shown, board)}
        board={board}
        outage={outage}
        announced={announced.announced}
        arriving={arriving && <BoardArriving permanence={permanence} zone={room.zone} board={board} now={now} />}
      />
    </Frame>
  );
}

function ClosedScreen({ room, now, lostSince }: { room: RoomData; now: Instant; lostSince: Instant | undefined }) {
  const outage = outageAt(lostSince, now);
  return (
    <Frame>
      <BoardMain
        room={room}
        phase="closed"
        board={undefined}
        call={undefined}
        outage={outage}
        elsewhere={[]}
        now={now}
      />
      <BoardSide
        zone={room.zone}
        now={now}
        known={[]}
        board={undefined}
        outage={outage}
        announced={undefined}
        arriving={null}
      />
    </Frame>
  );
}

/**
 * Every screen shows the same layout, larger or smaller (`room-frame` in globals.css). What does not fit, with larger
 * letters or wider spaces, is scrolled to and not cut (WCAG 1.4.4, 1.4.12).
 */
const Frame = ({ children }: { children: ReactNode }) => (
  <div className="room-frame min-h-dvh bg-room text-white">
    <PreloadedDrawings />
    {children}
  </div>
);

/**
 * Asks for the data of the room when the line has a new version, and after an outage: which half-day is on, its status,
 * whether numbers are stopped.
 */
function useRoomOfVersion(version: number, reachable: boolean, askForRoom: () => void): void {
  const known = useRef({ version, reachable });
  const ask = useEffectEvent(askForRoom);
  useEffect(() => {
    const before = known.current;
    if (!reachable) known.current = { ...before, reachable };
    else if (before.version !== version || !before.reachable) {
      known.current = { version, reachable };
      ask();
    }
  }, [version, reachable]);
}

type LiveRoom = {
  readonly board: LiveBoard;
  readonly announced: Announcements;
  readonly lostSince: Instant | undefined;
};

/** The live board of a permanence, its announcements, and since when nothing true is known of it. */
function useLiveRoom(permanence: string, first: LiveBoard, clock: ServerClock): LiveRoom {
  const [board, setBoard] = useState(first);
  const [lostSince, setLost] = useState<Instant>();
  const [announced, announce] = useReducer(announcementsAfter, first, (board) => firstAnnouncements(board, 0));
  const time = useRef(clock);
  const version = useRef(first.version);

  useEffect(() => {
    let seenAt = time.current.read();
    const sees = (): void => {
      seenAt = time.current.read();
      setLost(undefined);
    };
    const stream = openBoardStream(`/api/v1/permanences/${permanence}/live`, {
      onOpen: () => undefined,
      onBeat: (now) => {
        time.current.is(instantOf(now));
        sees();
      },
      onBoard: (data) => {
        const next = liveBoardFromWire(JSON.parse(data));
        time.current.isAtLeast(next.asOf);
        sees();
        if (next.version < version.current) return;
        version.current = next.version;
        setBoard(next);
        announce({ board: next, at: performance.now() });
      },
      onLost: (loss) => setLost(loss.why === "blind" ? instantOf(loss.since) : seenAt),
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

  return { board, announced, lostSince };
}

const announcementsAfter = (before: Announcements, { board, at }: { board?: LiveBoard; at: number }): Announcements =>
  board ? afterBoard(before, board, at) : afterTime(before, at);
