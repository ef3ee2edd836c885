import { useEffect, useRef, type RefObject } from "react";

const MARK = "data-state-heading";

/** Props of the heading that says what the screen shows now; it takes the focus when the button that had it is gone. */
export const stateHeading = { tabIndex: -1, [MARK]: "" } as const;

/**
 * After an act the button that did it is often gone, and the browser would begin again at the top of the page: the
 * heading of the new state takes the focus instead (WCAG 2.4.3). `root`: the element whose buttons are watched.
 */
export function useFocusAfterAct(root: RefObject<HTMLElement | null>): void {
  const last = useRef<Element>(undefined);
  useEffect(() => {
    const watched = root.current;
    const note = ({ target }: Event): void => {
      // Safari does not focus a button that is clicked.
      const control = target instanceof Element ? target.closest("button, a, input, textarea, select") : null;
      if (control) last.current = control;
    };
    watched?.addEventListener("focusin", note);
    watched?.addEventListener("click", note);
    return () => {
      watched?.removeEventListener("focusin", note);
      watched?.removeEventListener("click", note);
    };
  }, [root]);
  // After every rendering: no other moment tells that the button was taken away or disabled.
  useEffect(() => {
    const had = last.current;
    if (!had || (had.isConnected && !had.matches(":disabled"))) return;
    last.current = undefined;
    const { activeElement } = document;
    if (activeElement !== document.body && activeElement !== had) return;
    root.current?.querySelector<HTMLElement>(`[${MARK}]`)?.focus();
  });
}
