import "@testing-library/jest-dom";
import { jest } from "@jest/globals";
import { act, render, screen } from "@testing-library/react";
import GlobalError from "#app/global-error.tsx";
import { siteErrorTexts } from "#i18n/site-error-texts.ts";

describe("a failure of the layout itself", () => {
  /** Whether the server sends the page that failed, and how often it was asked. */
  const server = { served: false, asked: 0 };
  beforeEach(() => {
    jest.useFakeTimers();
    sessionStorage.clear();
    Object.assign(server, { served: false, asked: 0 });
    globalThis.fetch = (async () => {
      server.asked += 1;
      return { ok: server.served, text: async () => "<html></html>" };
    }) as unknown as typeof fetch;
  });
  afterEach(() => {
    jest.restoreAllMocks();
    window.history.replaceState(null, "", "/");
  });

  const later = (seconds: number): Promise<void> =>
    act(async () => void (await jest.advanceTimersByTimeAsync(seconds * 1_000)));

  test.each([
    ["/", "fr", "ltr"],
    ["/ar/porte/neuhof", "ar", "rtl"],
    ["/en", "en", "ltr"],
  ] as const)("at %s is said in the reader's language first", (address, locale, direction) => {
    window.history.replaceState(null, "", address);
    render(<GlobalError />, { container: document as unknown as HTMLElement });
    expect([document.documentElement.lang, document.documentElement.dir]).toEqual([locale, direction]);
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent(siteErrorTexts[locale].title);
    expect(screen.getAllByRole("heading", { level: 2 })).toHaveLength(3);
    expect(screen.getByRole("button", { name: siteErrorTexts[locale].again })).toBeEnabled();
  });

  test("asks by itself for the page, again and again, until the server sends it", async () => {
    render(<GlobalError />, { container: document as unknown as HTMLElement });
    await later(20);
    expect(server.asked).toBeGreaterThanOrEqual(4);
    // jsdom loads no page: it says so instead.
    const loads = jest.spyOn(console, "error").mockImplementation(() => undefined);
    Object.assign(server, { served: true, asked: 0 });
    await later(14);
    expect(server.asked).toBe(1);
    expect(loads.mock.calls.map(([said]) => String(said))).toEqual([expect.stringContaining("navigation")]);
  });
});
