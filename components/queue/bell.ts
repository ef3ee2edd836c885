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
