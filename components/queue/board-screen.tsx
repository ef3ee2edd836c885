"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef, type ReactNode } from "react";
import type { LiveBoard } from "#lib/queue/board/board.ts";
import { MINUTE, type Instant } from "#lib/time/instant.ts";
import { PreloadedDrawings } from "../ui/preloaded-drawings.tsx";
import { earlierCalls } from "./board-announcements.ts";
import { BoardArriving, BoardSide } from "./board-side.tsx";
import { BoardMain } from "./board-main.tsx";
import { roomPhase, type RoomData } from "./board-room.ts";
import { serverAnswers } from "./board-stream.ts";
import { useServerClock, useRoom } from "./use-room.ts";

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
