import { useState, useSyncExternalStore } from "react";

/**
 * Whether the window is at least that wide (a length in CSS). Where the layout turns the order of two parts round, the
 * order in the document is turned with it, so that Tab goes where the eye goes (WCAG 2.4.3). The server answers yes.
 */
export function useMinWidth(width: string): boolean {
  // The same one each time: another would be subscribed anew with each rendering, and asked of the browser.
  const [{ subscribe, isWide }] = useState(() => windowQuery(`(width >= ${width})`));
  return useSyncExternalStore(subscribe, isWide, () => true);
}

function windowQuery(query: string) {
  let asked: MediaQueryList | undefined;
  const list = (): MediaQueryList => (asked ??= window.matchMedia(query));
  return {
    subscribe: (changed: () => void): (() => void) => {
      list().addEventListener("change", changed);
      return () => list().removeEventListener("change", changed);
    },
    isWide: (): boolean => list().matches,
  };
}
