import { openBoardStream, type BoardStream, type NewsLoss } from "#components/queue/board-stream.ts";
import type { Command } from "#lib/queue/acts/acts.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import type { CommandResult } from "#lib/queue/reception.ts";
import { instantOf, SECOND, type Instant } from "#lib/time/instant.ts";
import { liveBoardFromWire } from "#lib/wire/board.ts";
import { BUILD, commandsToWire } from "#lib/wire/command.ts";
import { foundAtTabletFromWire, type FoundAtTablet } from "#lib/wire/found-at-tablet.ts";
import { lineFromWire } from "#lib/wire/line.ts";

/** Why the server refuses this browser: nobody is signed in, or this conseiller may not run this line. */
export type AccessLoss = "signed-out" | "not-allowed";

/**
 * The result of sending commands. `state`: the line as it then is; absent for a shared tablet whose half-day is over. `busy`: the server asks to try again later; `unreachable`: no answer from this
 * application; `not-understood`: refused as malformed, and `other-build` when by another build of it than made this page.
 */
export type Answer =
  | { readonly kind: "answered"; readonly results: readonly CommandResult[]; readonly state?: LineState }
  | { readonly kind: "unreachable" | "busy" }
  | { readonly kind: "not-understood" | "other-build" }
  | { readonly kind: "access-lost"; readonly why: AccessLoss };

export type Reading =
  | { readonly kind: "read"; readonly state: LineState }
  | { readonly kind: "unreachable" | "busy" }
  | { readonly kind: "access-lost"; readonly why: AccessLoss };

/** What was found by a code, or that nothing was asked: `too-many` tries, or no usable answer. */
type Searched =
  { readonly kind: "answered"; readonly found: FoundAtTablet } | { readonly kind: "too-many" | "unreachable" };

type StreamCallbacks = {
  readonly onOpen: () => void;
  /** The server's time, where it says it. */
  readonly onBeat: (now: Instant | undefined) => void;
  readonly onVersion: (version: number, asOf: Instant) => void;
  readonly onLost: (loss: NewsLoss) => void;
};

/**
 * The tablet's connection to the line on the server. It never rejects: a request without a usable answer is
 * `unreachable`.
 */
export type LineServer = {
  readonly post: (commands: readonly Command[]) => Promise<Answer>;
  /** `sentAll`: this device, when it holds no act of this conseiller that the server has not answered. */
  readonly read: (sentAll: string | undefined) => Promise<Reading>;
  readonly follow: (callbacks: StreamCallbacks) => BoardStream;
  /** Is lent numbers to give without network; the line with them, undefined when it did not work. Missing where none are lent. */
  readonly borrowNumbers?: (by: Pick<Command, "id" | "at" | "device">) => Promise<LineState | undefined>;
  /** Asks whose code this is. */
  readonly find: (code: string) => Promise<Searched>;
  /** Checks in whoever has this code and comes for an hour that was offered; the number that they get, undefined when it did not work. */
  readonly arrive: (code: string) => Promise<number | undefined>;
};

/** After this time without an answer a request is aborted and tried again. */
const REQUEST_TIMEOUT = 8 * SECOND;

/**
 * The line of one permanence over HTTP. `zone`: of the place, in which times are written. `me`: whose tablet this is;
 * when somebody else signs in with this browser meanwhile, the server answers `signed-out`, so nothing is sent in their
 * name. `build`: of the application that made this page.
 */
export function lineServer(permanence: string, zone: string, me: string, build?: string): LineServer {
  const address = `/api/v1/permanences/${permanence}`;
  const by = `?by=${encodeURIComponent(me)}`;
  const send: LineServer["post"] = async (commands) => {
    const response = await post(`${address}/commands${by}`, commandsToWire(commands, zone));
    if (!response) return { kind: "unreachable" };
    if (!response.ok)
      return (
        accessLossOf(response) ?? {
          kind: isRetryable(response.status) ? await busyOrUnreachable(response) : notReadBy(response, build),
        }
      );
    return (
      (await readBody(response, ({ results, state }: { results: readonly CommandResult[]; state?: unknown }) => ({
        kind: "answered",
        results: [...results],
        ...(state !== undefined && { state: lineFromWire(state) }),
      }))) ?? { kind: "unreachable" }
    );
  };
  return {
    post: send,
    borrowNumbers: async (by) => {
      const answer = await send([{ ...by, type: "lease-numbers" }]);
      return answer.kind === "answered" ? answer.state : undefined;
    },
    read: async (sentAll) => {
      const said = sentAll === undefined ? "" : `&sentAll=${encodeURIComponent(sentAll)}`;
      const response = await request(`${address}/state${by}${said}`, {});
      if (!response?.ok)
        return (
          (response && accessLossOf(response)) ?? { kind: response ? await busyOrUnreachable(response) : "unreachable" }
        );
      return (
        (await readBody(response, (state) => ({ kind: "read", state: lineFromWire(state) }))) ?? { kind: "unreachable" }
      );
    },
    find: async (code) => {
      const response = await post(`${address}/code${by}`, { code });
      if (response?.status === 429) return { kind: "too-many" };
      const found = response?.ok ? await readBody(response, foundAtTabletFromWire) : undefined;
      return found ? { kind: "answered", found } : { kind: "unreachable" };
    },
    arrive: async (code) => {
      const response = await post(`${address}/check-in`, { code });
      return response?.ok ? readBody(response, ({ number }: { readonly number: number }) => number) : undefined;
    },
    follow: ({ onVersion, onBeat, ...callbacks }) =>
      openBoardStream(`${address}/live`, {
        ...callbacks,
        onBeat: (now) => onBeat(now === undefined ? undefined : instantOf(now)),
        onBoard: (data) => {
          const { version, asOf } = liveBoardFromWire(JSON.parse(data));
          onVersion(version, asOf);
        },
      }),
  };
}

const request = (address: string, init: RequestInit): Promise<Response | undefined> =>
  fetch(address, { ...init, cache: "no-store", signal: AbortSignal.timeout(REQUEST_TIMEOUT) }).catch(() => undefined);

const post = (address: string, body: unknown): Promise<Response | undefined> =>
  request(address, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "Content-Type": "application/json" },
  });

/** Undefined when the body breaks off or is not what this application sends. */
const readBody = <Body, Answer>(response: Response, read: (body: Body) => Answer): Promise<Answer | undefined> =>
  (response.json() as Promise<Body>).then(read).catch(() => undefined);

const accessLossOf = ({ status }: Response): { readonly kind: "access-lost"; readonly why: AccessLoss } | undefined => {
  if (status === 401) return { kind: "access-lost", why: "signed-out" };
  return status === 403 || status === 404 ? { kind: "access-lost", why: "not-allowed" } : undefined;
};

/** Who cannot read what was sent: the build of this page, whose every answer names it, or another one. */
const notReadBy = ({ headers }: Response, build: string | undefined): "not-understood" | "other-build" =>
  build === undefined || headers.get(BUILD) === build ? "not-understood" : "other-build";

/** Whether this application asks to try again (`busy`), or something in front of it answered (`unreachable`). */
const busyOrUnreachable = async (response: Response): Promise<"busy" | "unreachable"> => {
  const code = await readBody(response, (body: { readonly code?: string }) => body.code);
  return code === "busy" || code === "too-many-requests" ? "busy" : "unreachable";
};

/** Too many requests, or a server that restarts: the same request may succeed a little later. */
const isRetryable = (status: number): boolean => status === 408 || status === 429 || status >= 500;

/** Milliseconds before the next try, after so many failures in a row: 1, 2, 4 seconds, then always 5. */
export const retryPause = (failures: number): number => ([1, 2, 4][failures - 1] ?? 5) * SECOND;
