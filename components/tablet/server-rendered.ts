/** Of the tablet as the server wrote it. Found at once: every button asks for it. */
export const SERVER_RENDERED_ID = "of-server";

/**
 * Written on the tablet by the server alone: React keeps what it takes over as it is. A tablet that a browser renders
 * has it not.
 */
export const SERVER_RENDERED = {
  id: typeof window === "undefined" ? SERVER_RENDERED_ID : undefined,
  suppressHydrationWarning: true,
} as const;

/** Whether what is on the page is still as the server rendered it. */
export const isServerRendered = (): boolean => document.getElementById(SERVER_RENDERED_ID) !== null;

/** From here on it is the browser's: what stands on the page now may have changed since it was painted. */
export const markBrowserRendered = (tablet: Element | null): void => tablet?.removeAttribute("id");
