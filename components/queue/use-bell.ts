"use client";
import { useEffect, useRef, useState } from "react";
import { makeBell, type Bell } from "./bell.ts";

/** Seconds between two rings, and how often at most: a minute of ringing disturbs the whole room. */
const EVERY = 5_000;
const AT_MOST = 12;

/** The bell of one page: armed by a touch (`onArmed`), it rings when her number is called until she stops it. */
export function useBell(
  called: boolean,
  onArmed: () => void = () => undefined,
): { readonly armed: boolean; readonly ringing: boolean; readonly arm: () => void; readonly stop: () => void } {
  const bell = useRef<Bell | undefined>(undefined);
  const [armed, setArmed] = useState(false);
  const [stopped, setStopped] = useState(false);
  const ringing = armed && called && !stopped;

  useEffect(() => {
    if (!ringing) return undefined;
    let rung = 1;
    bell.current?.ring();
    const again = setInterval(() => (rung < AT_MOST ? (rung++, bell.current?.ring()) : clearInterval(again)), EVERY);
    return () => clearInterval(again);
  }, [ringing]);

  useEffect(() => setStopped(false), [called]);
  useEffect(
    () => () => {
      bell.current?.close();
      bell.current = undefined;
    },
    [],
  );
  useAwake(armed);

  return {
    armed,
    ringing,
    arm: () => {
      bell.current ??= makeBell();
      bell.current.ring();
      setArmed(true);
      onArmed();
    },
    stop: () => setStopped(true),
  };
}

/** A telephone that sleeps rings for nobody: keeps the screen on while the bell is armed and the page is seen. */
function useAwake(armed: boolean): void {
  useEffect(() => {
    if (!armed || !("wakeLock" in navigator)) return undefined;
    let lock: WakeLockSentinel | undefined;
    let left = false;
    const keep = (held: WakeLockSentinel): void => {
      lock = held;
      // The browser may say yes when nobody needs it any more.
      if (left) void held.release();
    };
    const hold = (): void => void navigator.wakeLock.request("screen").then(keep, () => undefined);
    const seen = (): void => void (document.visibilityState === "visible" && hold());
    hold();
    document.addEventListener("visibilitychange", seen);
    return () => {
      left = true;
      document.removeEventListener("visibilitychange", seen);
      void lock?.release();
    };
  }, [armed]);
}
