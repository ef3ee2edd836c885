import "@testing-library/jest-dom";
import { jest } from "@jest/globals";
import { act, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { FollowLive } from "#components/queue/follow-live.tsx";
import type { FollowState } from "#components/queue/follow-state.ts";
import { LeaveForm } from "#components/queue/leave-form.tsx";
import { PrepareList } from "#components/queue/follow-page-parts.tsx";
import { followed, parts, plain, labels } from "#tests/components/queue/followed.tsx";
import { LiveSource } from "#tests/components/queue/live-source.ts";

const go = jest.fn();
const prepare = <PrepareList title="Préparez" things={["Votre téléphone", "Votre mail", "Le courrier"]} missing="" />;
const leave = <LeaveForm action="/suivi/x/partir" labels={labels.turn.leave} />;
const page = (first: FollowState = followed({ minutesAway: [10, 20] }), permanence = "p1") => (
  <FollowLive
    permanence={permanence}
    first={first}
    labels={labels}
    parts={{ ...parts, prepare, leave }}
    withoutScript={null}
    reload={go}
    go={go}
  />
);

let version = 8;
const hears = (follow: FollowState["follow"]): void =>
  act(() =>
    LiveSource.last.says("board", {
      version: (version += 1),
      called: [],
      waiting: 1,
      wait: { state: "unknown" },
      alive: true,
      asOf: "2026-11-24T10:24:00+01:00",
      follows: [follow],
    }),
  );
const text = (): string => plain(document.body.textContent);
const boxes = (): readonly boolean[] => screen.getAllByRole<HTMLInputElement>("checkbox").map(({ checked }) => checked);

/** What was sent by fetch, and how it is answered: by the page it leads to, or not at all. */
const sent: { action: string; fields: Record<string, string> }[] = [];
let answer: () => Promise<{ ok: boolean; url: string }>;
/** Forms that the browser itself was left to send. */
const posted: Record<string, FormDataEntryValue>[] = [];
const byTheBrowser = (event: SubmitEvent): void => {
  if (!event.defaultPrevented)
    posted.push(Object.fromEntries(new FormData(event.target as HTMLFormElement, event.submitter)));
  event.preventDefault();
};

beforeEach(() => {
  LiveSource.made = [];
  sessionStorage.clear();
  sent.length = posted.length = 0;
  go.mockClear();
  answer = async () => ({ ok: true, url: "http://localhost/suivi/x" });
  Object.assign(globalThis, {
    EventSource: LiveSource,
    scrollTo: jest.fn(),
    fetch: async (action: string, { body }: { body: URLSearchParams }) => (
      sent.push({ action, fields: Object.fromEntries(body) }),
      answer()
    ),
  });
  window.addEventListener("submit", byTheBrowser);
});
afterEach(() => window.removeEventListener("submit", byTheBrowser));

const goesOut = (minutes: number): Promise<void> =>
  act(async () => void fireEvent.click(screen.getByText(`${minutes} minutes`)));

test("« Sortir » and « Je suis de retour » are sent without loading the page again: the same form with its key; the board shows the rest", async () => {
  render(page());
  fireEvent.click(screen.getByRole("button", { name: "Me prévenir avec un son" }));
  await goesOut(20);
  expect(sent).toEqual([
    { action: expect.stringMatching(/\/suivi\/x\/absence$/u), fields: { key: "k", minutes: "20" } },
  ]);
  hears(followed({ awayUntil: "2026-11-24T10:44:00+01:00" }).follow);
  expect(text()).toContain("Revenez avant 10 h 44.");
  expect(text()).toContain("Le son est prêt.");
  await act(async () => void fireEvent.click(screen.getByRole("button", { name: "Je suis de retour" })));
  expect(sent[1]?.fields).toEqual({ retour: "1" });
  expect([go.mock.calls.length, posted]).toEqual([0, []]);
});

test("going out a second time is another act with another key; until the first was seen on the board it is the same", async () => {
  render(page());
  await goesOut(20);
  await goesOut(20);
  hears(followed({ awayUntil: "2026-11-24T10:44:00+01:00" }).follow);
  hears(followed({ minutesAway: [10, 20] }).follow);
  await goesOut(10);
  const [first, again, second] = sent.map(({ fields }) => fields["key"]);
  expect([first, again]).toEqual(["k", "k"]);
  expect(second).toMatch(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u);
});

test("a refusal leads to the page that says it", async () => {
  answer = async () => ({ ok: true, url: "http://localhost/suivi/x?pour=absence&refus=away-enough" });
  render(page());
  await goesOut(20);
  expect(go).toHaveBeenCalledWith("http://localhost/suivi/x?pour=absence&refus=away-enough");
});

test.each([
  ["no answer comes", async () => Promise.reject(new TypeError("Failed to fetch"))],
  ["something else answers", async () => ({ ok: false, url: "http://localhost/suivi/x/absence" })],
])(
  "where %s, the browser sends the form as it does without script, with the same key and the same minutes",
  async (_, fails) => {
    answer = fails;
    render(page());
    await goesOut(20);
    await waitFor(() => expect(posted).toEqual([{ key: "k", minutes: "20" }]));
    expect(sent).toHaveLength(1);
  },
);

test("« Non, je garde ma place » only closes the question, and one is where one was", () => {
  render(page());
  const question = screen.getByText("Je pars : je perds ma place");
  const details = question.closest("details") as HTMLDetailsElement;
  details.open = true;
  expect(fireEvent.click(screen.getByText("Non, je garde ma place"))).toBe(false);
  expect(details.open).toBe(false);
  expect(question).toHaveFocus();
});

test("what was ticked stays so through a call that is taken back, and when the page is loaded again", () => {
  const { unmount } = render(page());
  fireEvent.click(screen.getByLabelText("Votre mail"));
  hears(followed({ state: "called", desk: 2 }).follow);
  hears(followed({ minutesAway: [10, 20] }).follow);
  expect(boxes()).toEqual([false, true, false]);
  unmount();
  render(page());
  expect(boxes()).toEqual([false, true, false]);
  fireEvent.click(screen.getByLabelText("Votre mail"));
  fireEvent.click(screen.getByLabelText("Le courrier"));
  hears(followed({ state: "called", desk: 2 }).follow);
  hears(followed({ minutesAway: [10, 20] }).follow);
  expect(boxes()).toEqual([false, false, true]);
});

test("another number on the same telephone begins with nothing ticked and no word of a sound", () => {
  const { unmount } = render(page());
  fireEvent.click(screen.getByLabelText("Votre mail"));
  fireEvent.click(screen.getByRole("button", { name: "Me prévenir avec un son" }));
  unmount();
  const other = render(page(followed({ number: 15 })));
  expect(boxes()).toEqual([false, false, false]);
  expect(text()).not.toContain("Le son est coupé");
  other.unmount();
  render(page(followed(), "p2"));
  expect(boxes()).toEqual([false, false, false]);
});

test("a page loaded again says that the sound is off, and one touch turns it on", () => {
  const { unmount } = render(page());
  expect(text()).not.toContain("Le son est coupé");
  fireEvent.click(screen.getByRole("button", { name: "Me prévenir avec un son" }));
  unmount();
  render(page());
  const button = screen.getByRole("button", { name: "Me prévenir avec un son" });
  expect(button).toHaveAccessibleDescription("Le son est coupé. Touchez pour le remettre.");
  fireEvent.click(button);
  expect(text()).not.toContain("Le son est coupé");
  expect(text()).toContain("Le son est prêt.");
});

test("a browser that keeps nothing loses nothing but that", () => {
  const denied = jest.spyOn(Storage.prototype, "getItem").mockImplementation(() => {
    throw new DOMException("denied", "SecurityError");
  });
  const full = jest.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  render(page());
  fireEvent.click(screen.getByLabelText("Votre mail"));
  fireEvent.click(screen.getByRole("button", { name: "Me prévenir avec un son" }));
  expect(boxes()).toEqual([false, true, false]);
  denied.mockRestore();
  full.mockRestore();
});
