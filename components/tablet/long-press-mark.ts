import { useEffect } from "react";
import { SECOND } from "#lib/time/instant.ts";

/**
 * On the document as long as the tablet is shown: the style sheet (app/globals.css) marks nothing by `:active` then.
 */
const MARKS = "data-marks-held";

/** On what a finger stays on: the style sheet draws the mark. */
const HELD = "data-held";

/**
 * Milliseconds for which a finger is down before the mark is drawn. A choice: a tap that is over sooner is answered
 * instead.
 */
const HELD_AFTER = 0.15 * SECOND;

/**
 * Marks what a finger stays on. Other pages mark what is pressed as soon as the finger is down (`:active`); the tablet
 * answers a tap when the finger is lifted, and drawing a mark first held the answer up
 * (docs/decisions/speed-of-a-tap.md).
 */
export function useLongPressMark(): void {
  useEffect(() => {
    let held: Element | undefined;
    let marking: ReturnType<typeof setTimeout> | undefined;
    const clear = (): void => {
      clearTimeout(marking);
      held?.removeAttribute(HELD);
      held = undefined;
    };
    const press = ({ target }: Event): void => {
      clear();
      const control = target instanceof Element ? target.closest("a, button, summary") : null;
      if (!control || control.matches(":disabled")) return;
      marking = setTimeout(() => {
        held = control;
        held.setAttribute(HELD, "");
      }, HELD_AFTER);
    };
    const root = document.documentElement;
    root.setAttribute(MARKS, "");
    const events = new AbortController();
    const options = { capture: true, signal: events.signal } as const;
    addEventListener("pointerdown", press, options);
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, clear, options);
    return () => {
      events.abort();
      clear();
      root.removeAttribute(MARKS);
    };
  }, []);
}
