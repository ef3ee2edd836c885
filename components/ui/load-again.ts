import { randomFraction } from "./random-fraction.ts";

const SECOND = 1_000;

/** Milliseconds that the server may take to send the page. */
const REQUEST_TIMEOUT = 8 * SECOND;

/** Milliseconds before the next look, after so many in vain: 1, 2, 4 seconds, then always 5. */
const pauseAfter = (looks: number): number => ([1, 2, 4][looks - 1] ?? 5) * SECOND;

/** Milliseconds that a begun loading may take before it is looked again. */
const LOADING = 30 * SECOND;

/** Milliseconds for which loadings are remembered, and the longest wait that many of them lead to. */
const REMEMBERED = 300 * SECOND;
const LONGEST_WAIT = 60 * SECOND;

const KEY = "permanences.loaded-again";

/**
 * Whether the server sends this page whole at this moment. Asked before the page is loaded: without network the browser
 * would put its own error page in the place of ours, for good. It never rejects.
 */
const pageIsServed = (): Promise<boolean> =>
  fetch(window.location.href, { cache: "no-store", signal: AbortSignal.timeout(REQUEST_TIMEOUT) })
    .then(async (response) => response.ok && (await response.text()).includes("</html>"))
    .catch(() => false);

/** Loads this page again if the server sends it at this moment. */
export const loadAgainIfServed = (load: () => void = loadAgain): Promise<void> =>
  pageIsServed().then((served) => {
    if (served) load();
  });

/**
 * Loads this page again as soon as the server sends it whole, and looks until then, every five seconds at last, until
 * the returned function is called. A page that is served and fails again each time is loaded ever more seldom, once a
 * minute at last. `load` replaces the loading in tests.
 */
export function loadAgainWhenServed(load: () => void = loadAgain): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let looking = false;
  let looks = 0;
  let ended = false;

  const lookAfter = (pause: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), spread(pause));
  };
  async function look(): Promise<void> {
    if (looking) return;
    looking = true;
    const served = await pageIsServed();
    looking = false;
    if (ended) return;
    looks += 1;
    lookAfter(served ? LOADING : pauseAfter(looks));
    if (!served) return;
    rememberLoading();
    load();
  }
  const lookAtOnce = (): void => lookAfter(0);

  lookAfter(waitOf(recentLoadings()));
  window.addEventListener("online", lookAtOnce);
  return () => {
    ended = true;
    window.removeEventListener("online", lookAtOnce);
    clearTimeout(timer);
  };
}

/** Between half a pause and the whole: pages that failed in one moment do not come back in one. */
const spread = (pause: number): number => pause * (1 - randomFraction() / 2);

export const loadAgain = (): void => window.location.reload();

/** Milliseconds before the first look after so many loadings: 1, 2, 4, … seconds, at most a minute. */
const waitOf = (loadings: number): number => Math.min(LONGEST_WAIT, 2 ** loadings * SECOND);

/** Milliseconds that go on over a loading of the page. */
const now = (): number => performance.timeOrigin + performance.now();

type Loadings = { readonly count: number; readonly last: number };

/** How often this tab was loaded again here, none of them longer than five minutes after the one before. */
function recentLoadings(): number {
  try {
    const { count, last } = JSON.parse(sessionStorage.getItem(KEY) ?? "") as Loadings;
    return Math.abs(now() - last) < REMEMBERED ? count : 0;
  } catch {
    return 0;
  }
}

function rememberLoading(): void {
  try {
    const loadings: Loadings = { count: recentLoadings() + 1, last: now() };
    sessionStorage.setItem(KEY, JSON.stringify(loadings));
  } catch {
    // A browser that stores nothing waits a second each time.
  }
}
