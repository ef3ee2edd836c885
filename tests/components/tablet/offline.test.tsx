import "@testing-library/jest-dom";
import { jest } from "@jest/globals";
import { act, fireEvent, render, screen } from "@testing-library/react";
import { InstallHint } from "#components/tablet/offline/install-hint.tsx";
import { startWorker } from "#components/tablet/offline/worker-of-page.ts";

const labels = {
  title: "Comme une application.",
  what: "Sans réseau.",
  install: "Installer",
  share: "Partager.",
  no: "Non merci",
};

beforeEach(() => {
  jest.useFakeTimers();
  localStorage.clear();
  window.matchMedia = () => Object.assign(new EventTarget(), { matches: false }) as MediaQueryList;
});
afterEach(() => void delete (navigator as { standalone?: boolean }).standalone);

const show = async () => {
  const shown = render(<InstallHint labels={labels} />);
  await act(async () => void (await jest.advanceTimersByTimeAsync(10)));
  return shown;
};

/** As Chromium offers it. */
function offered(): { readonly prompt: jest.Mock } {
  const prompt = jest.fn();
  act(() => void dispatchEvent(Object.assign(new Event("beforeinstallprompt", { cancelable: true }), { prompt })));
  return { prompt };
}

test("where the browser does not install anything, nothing is said", async () => {
  const { container } = await show();
  expect(container).toBeEmptyDOMElement();
});

test("Chromium installs with one button, and the hint does not come back", async () => {
  const { unmount } = await show();
  const { prompt } = offered();
  fireEvent.click(screen.getByRole("button", { name: "Installer" }));
  expect(prompt).toHaveBeenCalledTimes(1);
  expect(screen.queryByText("Comme une application.")).toBeNull();
  unmount();
  await show();
  offered();
  expect(screen.queryByText("Comme une application.")).toBeNull();
});

test("on an iPad the way by the share button is said, until « Non merci »", async () => {
  Object.assign(navigator, { standalone: false });
  const { unmount } = await show();
  expect(screen.getByText("Partager.")).toBeInTheDocument();
  fireEvent.click(screen.getByRole("button", { name: "Non merci" }));
  unmount();
  await show();
  expect(screen.queryByText("Partager.")).toBeNull();
});

test("the installed application says nothing", async () => {
  Object.assign(navigator, { standalone: true });
  const { container } = await show();
  expect(container).toBeEmptyDOMElement();
});

describe("the worker of a page", () => {
  /** A browser whose worker could not be installed so many times, one after the other. */
  function browserThatFails(times: number) {
    const asked: string[] = [];
    const register = jest.fn(async (address: string) => {
      asked.push(address);
      const isInstalled = asked.length > times;
      return { installing: null, waiting: null, active: isInstalled ? {} : null, update: async () => undefined };
    });
    Object.defineProperty(navigator, "serviceWorker", { value: { register }, configurable: true });
    return register;
  }

  beforeEach(() => jest.useFakeTimers());

  test("a worker that could not be installed is tried again each minute, until it is", async () => {
    const register = browserThatFails(2);
    startWorker("/conseiller");
    await jest.advanceTimersByTimeAsync(60_000);
    expect(register).toHaveBeenCalledTimes(2);
    await jest.advanceTimersByTimeAsync(10 * 60_000);
    expect(register).toHaveBeenCalledTimes(3);
  });

  test("once the page is left nothing is tried any more", async () => {
    const register = browserThatFails(5);
    const stop = startWorker("/conseiller");
    await jest.advanceTimersByTimeAsync(60_000);
    stop();
    await jest.advanceTimersByTimeAsync(60 * 60_000);
    expect(register).toHaveBeenCalledTimes(2);
  });
});
