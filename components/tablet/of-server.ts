/** Of the tablet as the server wrote it. Found at once: every button asks for it. */
export const OF_SERVER_ID = "of-server";

/** Written on the tablet by the server alone: React keeps what it takes over as it is. A tablet that a browser renders has it not. */
export const OF_SERVER = {
  id: typeof window === "undefined" ? OF_SERVER_ID : undefined,
  suppressHydrationWarning: true,
} as const;

/** Whether what is on the page is still as the server rendered it. */
export const isOfServer = (): boolean => document.getElementById(OF_SERVER_ID) !== null;

/** From here on it is the browser's: what stands on the page now may have changed since it was painted. */
export const isOfBrowser = (tablet: Element | null): void => tablet?.removeAttribute("id");
