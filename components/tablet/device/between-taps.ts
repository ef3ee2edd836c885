import { SECOND } from "#lib/time/instant.ts";

/**
 * Milliseconds for which a finger that came down holds anything up at most: longer than a tap lasts. Who scrolls or
 * rests a finger sees what comes.
 */
const LONGEST_TAP = 0.5 * SECOND;

/**
 * `run` calls it now or, while a tap is under way, once the picture that answers the tap is painted; all that was held
 * then runs together.
 */
export type BetweenTaps = { readonly run: (held: () => void) => void; readonly stop: () => void };

/**
 * Watches the taps on this page until `stop`. What came by itself at such a moment would be rendered first, and hold up
 * the picture that a finger waits for: a tenth of a second on a slow tablet with many people in line.
 */
export function watchTaps(): BetweenTaps {
  const held = new Set<() => void>();
  const ended = new AbortController();
  const options = { capture: true, signal: ended.signal } as const;
  let ending: ReturnType<typeof setTimeout> | undefined;
  const release = (): void => {
    clearTimeout(ending);
    ending = undefined;
    const all = [...held];
    held.clear();
    for (const run of all) run();
  };
  addEventListener(
    "pointerdown",
    () => {
      clearTimeout(ending);
      ending = setTimeout(release, LONGEST_TAP);
    },
    options,
  );
  addEventListener("pointercancel", release, options);
  // A frame begins with this callback, and what a timer does comes after it.
  addEventListener("click", () => requestAnimationFrame(() => setTimeout(release)), options);
  return {
    run: (run) => {
      if (ending === undefined) run();
      else held.add(run);
    },
    stop: () => {
      ended.abort();
      clearTimeout(ending);
      held.clear();
    },
  };
}
