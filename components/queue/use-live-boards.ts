"use client";
import { useEffect, useRef, useState } from "react";
import { SECOND } from "#lib/time/instant.ts";
import type { WireLiveBoard } from "#lib/wire/board.ts";
import { openBoardStream } from "./board-stream.ts";

/** Milliseconds without any sign of the server, after which the page says so. */
const SILENCE = 60 * SECOND;

/**
 * Passes every live board of a permanence to `onBoard`. Returns true while nothing was received for a minute, or since
 * the device reported that it is offline.
 */
export function useLiveBoards(permanence: string, onBoard: (board: WireLiveBoard) => void): boolean {
  const [silent, setSilent] = useState(false);
  const latest = useRef(onBoard);
  useEffect(() => {
    latest.current = onBoard;
  });

  useEffect(() => {
    let lastExchange = performance.now();
    let silence: ReturnType<typeof setTimeout> | undefined;
    const received = (): void => {
      lastExchange = performance.now();
      clearTimeout(silence);
      setSilent(false);
    };
    const stream = openBoardStream(`/api/v1/permanences/${permanence}/live`, {
      onOpen: received,
      onBeat: received,
      onBoard: (data) => {
        received();
        latest.current(JSON.parse(data) as WireLiveBoard);
      },
      onBroken: () => {
        clearTimeout(silence);
        silence = setTimeout(() => setSilent(true), Math.max(0, lastExchange + SILENCE - performance.now()));
      },
    });
    const cutOff = (): void => setSilent(true);
    window.addEventListener("offline", cutOff);
    return () => {
      window.removeEventListener("offline", cutOff);
      clearTimeout(silence);
      stream.close();
    };
  }, [permanence]);

  return silent;
}
