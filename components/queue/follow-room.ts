import { MINUTE, SECOND } from "#lib/time/instant.ts";
import { ROOM_VERSION, type RoomAnswer } from "./board-room.ts";

export type RoomFollower = {
  /** Asks at once, or once more when a request is running. */
  readonly ask: () => void;
  readonly close: () => void;
};

type RoomCallbacks = {
  readonly onRoom: (answer: RoomAnswer) => void;
  /** Two answers in a row name the same other build: this page has to be loaded again. */
  readonly onOtherBuild: () => void;
  /** The server sees; only where it is watched. */
  readonly onServed?: () => void;
  /** Nothing was heard of the server for 13 seconds; only where it is watched. */
  readonly onLost?: () => void;
};

/** Milliseconds between two looks whether the server sees, and whether the room opens, where nothing else tells. */
const WATCHED_EVERY = 8 * SECOND;
const LOST_AFTER = 13 * SECOND;

/** Milliseconds before a request that failed is sent again, and that one may take. */
const AGAIN_AFTER = 3 * SECOND;
const REQUEST_TIMEOUT = 5 * SECOND;

/**
 * Asks for the data of a room screen every minute and when it is told to, until closed. A failure leaves what is shown
 * and is tried again every 3 seconds. `watched`: asks also every 8 seconds whether the server sees and which version of
 * the room (HEAD), and for the data when that is another one.
 */
export function followRoom(
  address: string,
  build: string,
  watched: boolean,
  { onRoom, onOtherBuild, onServed, onLost }: RoomCallbacks,
): RoomFollower {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let roomIsDueAt = performance.now() + MINUTE;
  let asking = false;
  let ended = false;
  /** The other build that the last answer named. */
  let otherBuild: string | undefined;
  /** The version of the room that was named last. */
  let version: string | undefined;

  const askAfter = (pause: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void exchange(), pause);
  };
  const served = (): void => {
    clearTimeout(silence);
    if (watched) silence = setTimeout(() => onLost?.(), LOST_AFTER);
  };

  async function exchange(): Promise<void> {
    if (asking) return;
    asking = true;
    const wanted = performance.now() >= roomIsDueAt;
    // It may become due anew while this request is running.
    if (wanted) roomIsDueAt = performance.now() + MINUTE;
    const answer = await (wanted ? readRoom(address) : readVersion(address));
    asking = false;
    if (ended) return;
    if (answer === undefined) {
      if (wanted) roomIsDueAt = performance.now();
      return askAfter(AGAIN_AFTER);
    }
    served();
    onServed?.();
    if (typeof answer !== "string") take(answer);
    else if (answer !== version) {
      version = answer;
      roomIsDueAt = performance.now();
    }
    const pause = Math.max(0, roomIsDueAt - performance.now());
    askAfter(watched ? Math.min(WATCHED_EVERY, pause) : pause);
  }

  /** During an update two builds stand behind one address: one answer of another build is asked for once more. */
  function take(answer: RoomAnswer): void {
    const before = otherBuild;
    otherBuild = answer.build === build ? undefined : answer.build;
    if (otherBuild === undefined) onRoom(answer);
    else if (otherBuild === before) onOtherBuild();
    else roomIsDueAt = performance.now() + AGAIN_AFTER;
  }

  const ask = (): void => {
    roomIsDueAt = performance.now();
    clearTimeout(timer);
    void exchange();
  };
  const askWhenVisible = (): void => {
    if (document.visibilityState === "visible") ask();
  };

  window.addEventListener("online", ask);
  document.addEventListener("visibilitychange", askWhenVisible);
  served();
  askAfter(watched ? WATCHED_EVERY : MINUTE);

  return {
    ask,
    close: () => {
      ended = true;
      window.removeEventListener("online", ask);
      document.removeEventListener("visibilitychange", askWhenVisible);
      clearTimeout(timer);
      clearTimeout(silence);
    },
  };
}

const request = (address: string, method: "GET" | "HEAD"): Promise<Response> =>
  fetch(address, { method, cache: "no-store", signal: AbortSignal.timeout(REQUEST_TIMEOUT) });

/**
 * The server's answer; undefined when it fails, breaks off or is something else, such as the page of a hotel's Wi-Fi.
 */
const readRoom = (address: string): Promise<RoomAnswer | undefined> =>
  request(address, "GET")
    .then(async (response) => (response.ok ? ((await response.json()) as Partial<RoomAnswer>) : {}))
    .then((answer) => (answer.build === undefined || answer.room === undefined ? undefined : (answer as RoomAnswer)))
    .catch(() => undefined);

/** The version of the room; undefined when the server does not see. */
const readVersion = (address: string): Promise<string | undefined> =>
  request(address, "HEAD").then(
    ({ ok, headers }) => (ok ? (headers.get(ROOM_VERSION) ?? undefined) : undefined),
    () => undefined,
  );
