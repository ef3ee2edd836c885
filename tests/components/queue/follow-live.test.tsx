import "@testing-library/jest-dom";
import { jest } from "@jest/globals";
import { act, fireEvent, render, screen, waitFor, renderHook } from "@testing-library/react";
import { NextIntlClientProvider } from "next-intl";
import { FollowLive } from "#components/queue/follow-live.tsx";
import type { FollowState } from "#components/queue/follow-state.ts";
import type { WireLiveBoard } from "#lib/wire/queue/board.ts";
import messages from "#messages/fr.json";
import { followed, parts, plain, labels } from "./followed.tsx";
import { LiveSource } from "./live-source.ts";
import { LeaveForm } from "#components/queue/leave-form.tsx";
import { PrepareList } from "#components/queue/follow-page-parts.tsx";
import { useBell } from "#components/queue/bell.ts";

const prepare = (
  <NextIntlClientProvider locale="fr" messages={messages}>
    <PrepareList topic={undefined} />
  </NextIntlClientProvider>
);

describe("the live page of a number", () => {
  const reload = jest.fn();
  const page = (first: FollowState = followed()) => (
    <FollowLive permanence="p1" first={first} labels={labels} parts={parts} withoutScript={null} reload={reload} />
  );

  /** A board of the permanence, one version later unless stated. */
  const board = (follows: FollowState["follow"][], change: Partial<WireLiveBoard> = {}): WireLiveBoard => ({
    version: 8,
    called: [],
    waiting: 1,
    wait: { state: "unknown" },
    alive: true,
    asOf: "2026-11-24T10:24:00+01:00",
    follows,
    ...change,
  });

  const hears = (said: WireLiveBoard): void => act(() => LiveSource.last.says("board", said));
  const passes = (milliseconds: number): void => act(() => void jest.advanceTimersByTime(milliseconds));
  const later = (seconds: number): Promise<void> =>
    act(async () => void (await jest.advanceTimersByTimeAsync(seconds * 1_000)));
  /** Whether the server sends the page of the number. */
  let served = true;
  const text = (): string => plain(document.body.textContent);

  beforeEach(() => {
    jest.useFakeTimers();
    LiveSource.made = [];
    sessionStorage.clear();
    reload.mockClear();
    served = true;
    Object.assign(globalThis, {
      EventSource: LiveSource,
      scrollTo: jest.fn(),
      fetch: async () => {
        if (!served) throw new TypeError("Failed to fetch");
        return { ok: true, text: async () => "<html></html>" };
      },
    });
  });
  afterEach(() => {
    jest.useRealTimers();
    document.title = "";
  });

  test("it follows the permanence it stands in, and shows each new place in line", () => {
    render(page());
    expect(LiveSource.last.url).toBe("/api/v1/permanences/p1/live");
    hears(board([followed({ number: 15 }).follow, followed({ ahead: { people: 1, appointments: [] } }).follow]));
    expect(text()).toContain("1 personne");
    expect(text()).toContain("À jour à 10 h 24.");
  });

  test("a call is shown, spoken at once, and read in the list of tabs", () => {
    document.title = "Numéro 14";
    render(page());
    expect(screen.getByRole("alert").textContent).toBe("");
    hears(board([followed({ state: "called", desk: 2 }).follow]));
    expect(screen.getByRole("heading", { name: "C’est à vous" })).toBeTruthy();
    expect(plain(screen.getByRole("alert").textContent)).toBe("C’est à vous. Numéro 14. Table 2.");
    expect(plain(document.title)).toBe("C’est à vous. Numéro 14. Table 2.");
    hears(board([followed({ state: "serving", desk: 2 }).follow], { version: 9 }));
    expect(document.title).toBe("Numéro 14");
  });

  test("one status stays through waiting, a missed call and the help, is read whole, and says each state", () => {
    render(page());
    const [status] = screen.getAllByRole("status");
    expect(status?.getAttribute("aria-atomic")).toBe("true");
    expect(plain(status?.textContent ?? "")).toContain("dans 15 à 30 minutes");
    hears(board([followed({ state: "called", desk: 2 }).follow]));
    expect(status?.textContent).toBe("");
    hears(board([followed({ state: "absent" }).follow], { version: 9 }));
    expect(status?.isConnected).toBe(true);
    expect(plain(status?.textContent ?? "")).toContain(plain(labels.turn.absent.title));
    hears(board([followed({ state: "serving", desk: 2 }).follow], { version: 10 }));
    expect(status?.isConnected).toBe(true);
    expect(status?.querySelector("h2")).not.toBeNull();
  });

  test("turning the sound on keeps the focus on its button, and a status that was there says that it is ready", () => {
    render(page());
    const button = screen.getByRole("button", { name: "Me prévenir avec un son" });
    const status = button.parentElement?.querySelector("[role=status]");
    expect(status?.textContent).toBe("");
    button.focus();
    fireEvent.click(button);
    expect(document.activeElement).toBe(button);
    expect(button.isConnected).toBe(true);
    expect(button.textContent).not.toBe("Me prévenir avec un son");
    expect(status?.isConnected).toBe(true);
    expect(plain(status?.textContent ?? "")).toBe("Le son est prêt. Gardez cette page ouverte.");
  });

  test("the boxes of what to prepare have no attribute that HTML forbids on a box to tick", () => {
    render(prepare);
    for (const box of screen.getAllByRole("checkbox")) expect(box.hasAttribute("autocomplete")).toBe(false);
  });

  test("a board older than what is shown changes nothing", () => {
    render(page(followed({ state: "called", desk: 2 })));
    hears(board([followed().follow], { version: 6 }));
    expect(screen.getByRole("heading", { name: "C’est à vous" })).toBeTruthy();
  });

  test("a number that left the board while the telephone slept is asked of the server, once it sends the page", async () => {
    served = false;
    render(page());
    hears(board([], { version: 7 }));
    hears(board([followed({ number: 15 }).follow]));
    await later(30);
    expect(reload).not.toHaveBeenCalled();
    expect(text()).toContain("Votre numéro14");
    served = true;
    await later(5);
    expect(reload).toHaveBeenCalledTimes(1);
  });

  test("a number that is gone is asked for until the page is sent, also when the same board comes again meanwhile", async () => {
    served = false;
    render(page(followed({ state: "called", desk: 2 })));
    hears(board([]));
    await later(2);
    hears(board([]));
    hears(board([], { version: 6 }));
    served = true;
    await later(5);
    expect(reload).toHaveBeenCalledTimes(1);
  });

  test("a number that is back on the board is followed again, and no page is loaded", async () => {
    served = false;
    render(page());
    hears(board([]));
    await later(2);
    hears(board([followed().follow], { version: 9 }));
    served = true;
    await later(30);
    expect(reload).not.toHaveBeenCalled();
  });

  test("a visit that had ended at the last board loads nothing more", () => {
    render(page(followed({ state: "done", desk: 2 })));
    hears(board([]));
    expect(reload).not.toHaveBeenCalled();
    expect(text()).toContain("C’est fini.");
  });

  test("a place without network is mentioned, until the network returns", () => {
    render(page());
    hears(board([followed().follow], { alive: false }));
    expect(text()).toContain("Pas de nouvelles de l’équipe en ce moment.");
    hears(board([followed().follow], { version: 9 }));
    expect(text()).not.toContain("plus de réseau");
  });

  test("within fifteen seconds without news the page says since when, and takes it back at the first word", () => {
    render(page());
    passes(4_000);
    act(() => LiveSource.last.says("beat"));
    passes(12_000);
    expect(text()).not.toContain("pas de nouvelles");
    passes(2_000);
    expect(text()).toContain("Pas de connexion depuis 10 h 22 : cette page ne change plus.");
    expect(text()).not.toMatch(/À jour|minutes/u);
    hears(board([followed().follow]));
    expect(text()).not.toContain("pas de nouvelles");
  });

  test("a server that is blind says so at once to everybody who follows, and the page does not blame the telephone", () => {
    render(page());
    hears(board([followed().follow]));
    act(() => LiveSource.last.says("blind", "2026-11-24T10:24:30+01:00"));
    expect(text()).toContain("Le site est en panne, sans nouvelles depuis 10 h 24.");
    expect(text()).toContain("Restez dans la salle : on y appelle votre numéro.");
    hears(board([followed().follow], { version: 9 }));
    expect(text()).not.toContain("en panne");
  });

  test("« Réessayer » loads the page again, but not while the application does not answer: the number would disappear", async () => {
    served = false;
    render(page());
    passes(61_000);
    const tryAgain = () => act(async () => screen.getByRole("button", { name: "Essayer encore" }).click());
    await tryAgain();
    expect(reload).not.toHaveBeenCalled();
    served = true;
    await tryAgain();
    expect(reload).toHaveBeenCalledTimes(1);
  });

  test("a telephone that is cut off says so at once, and takes it back at the first word", () => {
    render(page());
    act(() => void window.dispatchEvent(new Event("offline")));
    expect(text()).toContain("Pas de connexion depuis 10 h 22 : cette page ne change plus.");
    expect(text()).not.toMatch(/À jour|Me prévenir/u);
    act(() => void window.dispatchEvent(new Event("online")));
    hears(board([followed().follow]));
    expect(text()).not.toContain("pas de nouvelles");
    expect(text()).toContain("À jour à 10 h 24.");
  });

  test("a call scrolls the page to its top", () => {
    render(page());
    hears(board([followed({ ahead: { people: 1, appointments: [] } }).follow]));
    expect(window.scrollTo).not.toHaveBeenCalled();
    hears(board([followed({ state: "called", desk: 2 }).follow], { version: 9 }));
    expect(window.scrollTo).toHaveBeenCalledWith(0, 0);
  });

  test("an undone call is shown and announced, until the place in the line changes", () => {
    const uncalled = "L’appel est annulé. Vous attendez encore, à la même place.";
    render(page());
    hears(board([followed({ state: "called", desk: 2 }).follow]));
    const first = followed({ ahead: { people: 0, appointments: [] } }).follow;
    hears(board([first], { version: 9 }));
    expect(screen.getByRole("alert").textContent).toBe(uncalled);
    expect(screen.getAllByText(uncalled)).toHaveLength(2);
    hears(board([{ ...first, wait: { state: "range", low: 0, high: 10 } }], { version: 10 }));
    expect(screen.getAllByText(uncalled)).toHaveLength(2);
    hears(board([{ ...first, ahead: { people: 1, appointments: [] } }], { version: 11 }));
    expect(screen.queryByText(uncalled)).toBeNull();
    hears(board([{ ...first, state: "absent" }], { version: 12 }));
    hears(board([first], { version: 13 }));
    expect(screen.queryByText(uncalled)).toBeNull();
  });

  test("a suspended line is shown, and its end", () => {
    render(page());
    hears(board([followed({ wait: { state: "unknown" } }).follow], { suspended: true }));
    expect(text()).toContain("C’est en pause. On reprend dès que possible.");
    hears(board([followed().follow], { version: 9 }));
    expect(text()).not.toContain("en pause");
  });

  test("after a missed call the sound can be turned on for the next one", () => {
    render(page(followed({ state: "absent" })));
    fireEvent.click(screen.getByRole("button", { name: "Me prévenir avec un son" }));
    expect(text()).toContain("Le son est prêt. Gardez cette page ouverte.");
  });

  test("before it is armed, the bell says that the page must stay open", () => {
    render(page());
    expect(screen.getByRole("button", { name: "Me prévenir avec un son" })).toHaveAccessibleDescription(
      "Montez le son et gardez cette page ouverte.",
    );
  });

  test("the bell is armed by a tap that plays it once, rings at a call, and is stopped by hand", () => {
    const shakes = jest.fn(() => true);
    Object.assign(navigator, { vibrate: shakes });
    render(page());
    fireEvent.click(screen.getByRole("button", { name: "Me prévenir avec un son" }));
    expect(text()).toContain("Le son est prêt. Gardez cette page ouverte.");
    expect(shakes).toHaveBeenCalledTimes(1);
    hears(board([followed({ state: "called", desk: 2 }).follow]));
    expect(shakes).toHaveBeenCalledTimes(2);
    passes(10_000);
    expect(shakes).toHaveBeenCalledTimes(4);
    fireEvent.click(screen.getByRole("button", { name: "Arrêter le son" }));
    passes(60_000);
    expect(shakes).toHaveBeenCalledTimes(4);
  });

  test("one who wanted no sound is called in silence, without a button that does nothing", () => {
    render(page());
    hears(board([followed({ state: "called", desk: 2 }).follow]));
    expect(screen.queryByRole("button")).toBeNull();
  });

  test("a page that is left follows no more", () => {
    const { unmount } = render(page());
    unmount();
    expect(LiveSource.last.readyState).toBe(LiveSource.CLOSED);
    passes(120_000);
    expect(LiveSource.made).toHaveLength(1);
  });
});

describe("what the page of a number remembers", () => {
  const go = jest.fn();
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
  const boxes = (): readonly boolean[] =>
    screen.getAllByRole<HTMLInputElement>("checkbox").map(({ checked }) => checked);

  /** The forms sent by fetch; each answered with the page it leads to, or not at all. */
  const sent: { action: string; fields: Record<string, string> }[] = [];
  let answer: () => Promise<{ ok: boolean; url: string }>;
  /** The forms left for the browser to send. */
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
    const question = screen.getByText("Annuler mon numéro");
    const details = question.closest("details") as HTMLDetailsElement;
    details.open = true;
    expect(fireEvent.click(screen.getByText("Non, je garde ma place"))).toBe(false);
    expect(details.open).toBe(false);
    expect(question).toHaveFocus();
  });

  test("ticked boxes stay ticked through an undone call, and when the page is loaded again", () => {
    const { unmount } = render(page());
    fireEvent.click(screen.getByLabelText(messages.turn.prepare.email));
    hears(followed({ state: "called", desk: 2 }).follow);
    hears(followed({ minutesAway: [10, 20] }).follow);
    expect(boxes()).toEqual([false, true, false]);
    unmount();
    render(page());
    expect(boxes()).toEqual([false, true, false]);
    fireEvent.click(screen.getByLabelText(messages.turn.prepare.email));
    fireEvent.click(screen.getByLabelText(messages.turn.prepare.paper));
    hears(followed({ state: "called", desk: 2 }).follow);
    hears(followed({ minutesAway: [10, 20] }).follow);
    expect(boxes()).toEqual([false, false, true]);
  });

  test("another number on the same telephone begins with nothing ticked and no word of a sound", () => {
    const { unmount } = render(page());
    fireEvent.click(screen.getByLabelText(messages.turn.prepare.email));
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
    fireEvent.click(screen.getByLabelText(messages.turn.prepare.email));
    fireEvent.click(screen.getByRole("button", { name: "Me prévenir avec un son" }));
    expect(boxes()).toEqual([false, true, false]);
    denied.mockRestore();
    full.mockRestore();
  });
});

describe("the bell, while the screen may sleep", () => {
  const settles = (): Promise<void> => act(async () => void (await jest.advanceTimersByTimeAsync(0)));

  /** A screen lock, and whether it is still held. */
  class Lock {
    held = true;
    release = async (): Promise<void> => void (this.held = false);
  }

  /** Replaces AudioContext; only that it is closed matters here. */
  class Sound {
    static all: Sound[] = [];
    closed = false;
    currentTime = 0;
    destination = {};
    constructor() {
      Sound.all.push(this);
    }
    resume = async (): Promise<void> => undefined;
    close = async (): Promise<void> => void (this.closed = true);
    createOscillator = () => ({
      frequency: {},
      connect: (next: object) => next,
      start: () => undefined,
      stop: () => undefined,
    });
    createGain = () => ({
      gain: { setValueAtTime: () => undefined, exponentialRampToValueAtTime: () => undefined },
      connect: (next: object) => next,
    });
  }

  let grant: (lock: Lock) => void;

  beforeEach(() => {
    jest.useFakeTimers();
    Sound.all = [];
    Object.assign(globalThis, { AudioContext: Sound });
    Object.defineProperty(navigator, "wakeLock", {
      configurable: true,
      value: { request: () => new Promise<Lock>((resolve) => (grant = resolve)) },
    });
  });
  afterEach(() => {
    Reflect.deleteProperty(globalThis, "AudioContext");
    Reflect.deleteProperty(navigator, "wakeLock");
  });

  function armed() {
    const { result, unmount } = renderHook(() => useBell(false));
    act(() => result.current.arm());
    return unmount;
  }

  test("the screen stays on while the bell is armed, and may sleep when the page is left", async () => {
    const leave = armed();
    const lock = new Lock();
    grant(lock);
    await settles();
    expect(lock.held).toBe(true);
    leave();
    await settles();
    expect(lock.held).toBe(false);
  });

  test("a page that was left before the browser said yes holds the screen no longer", async () => {
    const leave = armed();
    leave();
    const lock = new Lock();
    grant(lock);
    await settles();
    expect(lock.held).toBe(false);
  });

  test("a page that was left gives the sound back", async () => {
    const leave = armed();
    expect(Sound.all.map(({ closed }) => closed)).toEqual([false]);
    leave();
    expect(Sound.all.map(({ closed }) => closed)).toEqual([true]);
  });
});
