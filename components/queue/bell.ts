"use client";
import { useEffect, useRef, useState } from "react";

/** Three rising notes, in hertz; the last one longer. */
const NOTES = [523, 659, 784] as const;
const NOTE = 0.22;
/** Milliseconds of shaking and rest. */
const SHAKE = [400, 200, 400, 200, 800];

/** A bell that is made by the browser, so nothing is loaded when the network is poor. Made at a touch: browsers ask for one. */
export type Bell = {
  readonly ring: () => void;
  /** Gives the sound back: a browser has few to give. It rings no more. */
  readonly close: () => void;
};

/** Makes the bell; where the browser has no sound it still shakes the telephone. */
export function makeBell(): Bell {
  const audio = typeof AudioContext === "undefined" ? undefined : new AudioContext();
  return {
    ring() {
      if (audio) play(audio);
      if ("vibrate" in navigator) navigator.vibrate(SHAKE);
    },
    close: () => void audio?.close(),
  };
}

function play(audio: AudioContext): void {
  void audio.resume();
  NOTES.forEach((hertz, index) => {
    const start = audio.currentTime + index * NOTE;
    const end = start + (index === NOTES.length - 1 ? 4 * NOTE : 1.5 * NOTE);
    const note = audio.createOscillator();
    const loudness = audio.createGain();
    note.type = "triangle";
    note.frequency.value = hertz;
    loudness.gain.setValueAtTime(0.9, start);
    loudness.gain.exponentialRampToValueAtTime(0.001, end);
    note.connect(loudness).connect(audio.destination);
    note.start(start);
    note.stop(end);
  });
}

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
