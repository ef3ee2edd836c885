import { useCallback, useSyncExternalStore } from "react";

/**
 * Whether the window is at least that wide (a length in CSS). Where the layout turns the order of two parts round, the
 * order in the document is turned with it, so that Tab goes where the eye goes (WCAG 2.4.3). The server answers yes.
 */
export function useAtLeast(width: string): boolean {
  // The same one each time: another would be subscribed anew with each rendering.
  const subscribe = useCallback(
    (changed: () => void) => {
      const query = window.matchMedia(wider(width));
      query.addEventListener("change", changed);
      return () => query.removeEventListener("change", changed);
    },
    [width],
  );
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(wider(width)).matches,
    () => true,
  );
}

const wider = (width: string): string => `(width >= ${width})`;
