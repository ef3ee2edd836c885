"use client";
import { useEffect, useRef, useState } from "react";

/** Three rising notes, in hertz; the last one is longer. */
const NOTES = [523, 659, 784] as const;
const NOTE = 0.22;
/** Vibration pattern: milliseconds on and off. */
const SHAKE = [400, 200, 400, 200, 800];

/**
 * A bell made with Web Audio, so nothing has to be loaded on a poor network. Create it in a click handler: browsers
 * require one.
 */
export type Bell = {
  readonly ring: () => void;
  /** Releases the audio context, of which a browser has few. The bell no longer rings. */
  readonly close: () => void;
};

/** Creates the bell; without Web Audio it only vibrates. */
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

/** Milliseconds between two rings, and the number of rings: more than a minute would disturb the whole room. */
const EVERY = 5_000;
const AT_MOST = 12;

/** The bell of one page: armed by a tap (`onArmed`), it rings when the number is called until it is stopped. */
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

/** Keeps the screen on while the bell is armed and the page is visible: a sleeping telephone does not ring. */
function useAwake(armed: boolean): void {
  useEffect(() => {
    if (!armed || !("wakeLock" in navigator)) return undefined;
    let lock: WakeLockSentinel | undefined;
    let left = false;
    const keep = (held: WakeLockSentinel): void => {
      lock = held;
      // The browser may grant the lock after it is no longer needed.
      if (left) void held.release();
    };
    const hold = (): void => void navigator.wakeLock.request("screen").then(keep, () => undefined);
    const holdWhenVisible = (): void => void (document.visibilityState === "visible" && hold());
    hold();
    document.addEventListener("visibilitychange", holdWhenVisible);
    return () => {
      left = true;
      document.removeEventListener("visibilitychange", holdWhenVisible);
      void lock?.release();
    };
  }, [armed]);
}
