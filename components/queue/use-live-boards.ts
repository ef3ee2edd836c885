"use client";
import { useEffect, useRef, useState } from "react";
import type { WireLiveBoard } from "#lib/wire/queue/board.ts";
import { openBoardStream, type NewsLoss } from "./board-stream.ts";

/**
 * Passes every live board of a permanence to `onBoard`. Returns why nothing true is known at this moment, also as soon
 * as the device reports that it is offline; undefined while all is well.
 */
export function useLiveBoards(permanence: string, onBoard: (board: WireLiveBoard) => void): NewsLoss | undefined {
  const [loss, setLoss] = useState<NewsLoss>();
  const latest = useRef(onBoard);
  useEffect(() => {
    latest.current = onBoard;
  });

  useEffect(() => {
    const stream = openBoardStream(`/api/v1/permanences/${permanence}/live`, {
      onOpen: () => undefined,
      onBeat: () => setLoss(undefined),
      onBoard: (data) => {
        latest.current(JSON.parse(data) as WireLiveBoard);
        setLoss(undefined);
      },
      onLost: setLoss,
    });
    const cutOff = (): void => setLoss((before) => before ?? { why: "cut" });
    window.addEventListener("offline", cutOff);
    return () => {
      window.removeEventListener("offline", cutOff);
      stream.close();
    };
  }, [permanence]);

  return loss;
}
