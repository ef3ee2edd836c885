import { openBoardStream, type BoardStream, type NewsLoss } from "#components/queue/board-stream.ts";
import type { FoundAtTablet } from "#lib/booking/found-appointment.ts";
import type { Command } from "#lib/queue/acts/acts.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import type { CommandResult } from "#lib/queue/receive-command.ts";
import { instantOf, SECOND, type Instant } from "#lib/time/instant.ts";
import { BUILD, commandsToWire } from "#lib/wire/queue/sent-commands.ts";
import type { TellKey } from "./act-keys.ts";
import type { HeldActs } from "#lib/wire/queue/signed-act.ts";
import type { KeptCommand } from "./outbox.ts";
import type { WireFoundAtTablet } from "#lib/wire/booking/found-at-tablet.ts";
import { lineOnTablet } from "#lib/wire/queue/line-on-tablet.ts";

/** Why the server refuses this browser: nobody is signed in, or this conseiller may not run this line. */
export type AccessLoss = "signed-out" | "not-allowed";

/**
 * The result of sending commands. `state`: the line as it then is; absent for a shared tablet whose half-day is over.
 * `busy`: the server asks to try again later; `unreachable`: no answer from this application; `not-understood`: refused
 * as malformed, and `other-build` when by another build of it than made this page.
 */
export type SendAnswer =
  | { readonly kind: "answered"; readonly results: readonly CommandResult[]; readonly state?: LineState }
  | { readonly kind: "unreachable" | "busy" }
  | { readonly kind: "not-understood" | "other-build" }
  | { readonly kind: "access-lost"; readonly why: AccessLoss };

export type ReadAnswer =
  | { readonly kind: "read"; readonly state: LineState }
  | { readonly kind: "unreachable" | "busy" }
  | { readonly kind: "access-lost"; readonly why: AccessLoss };

/** What was found by a code, or that nothing was asked: `too-many` tries, or no usable answer. */
type Searched =
  | { readonly kind: "answered"; readonly found: FoundAtTablet }
  | { readonly kind: "too-many" | "unreachable" };

type StreamCallbacks = {
  readonly onOpen: () => void;
  /** The server's time. */
  readonly onBeat: (now: Instant) => void;
  readonly onVersion: (version: number, asOf: Instant) => void;
  readonly onLost: (loss: NewsLoss) => void;
};

/**
 * The tablet's connection to the line on the server. It never rejects: a request without a usable answer is
 * `unreachable`.
 */
export type LineServer = {
  readonly post: (commands: readonly Command[]) => Promise<SendAnswer>;
  /**
   * Sends acts that a colleague signed on this device; a result for those alone that the server takes as theirs.
   * Missing where none are sent.
   */
  readonly postOfColleague?: (commands: readonly KeptCommand[]) => Promise<SendAnswer>;
  /** `sentAll`: this device, when it holds no act of this conseiller that the server has not answered. */
  readonly read: (sentAll: string | undefined) => Promise<ReadAnswer>;
  readonly follow: (callbacks: StreamCallbacks) => BoardStream;
  /**
   * Is lent numbers to give without network; the line with them, undefined when it did not work. Missing where none are
   * lent.
   */
  readonly borrowNumbers?: (by: Pick<Command, "id" | "at" | "device">) => Promise<LineState | undefined>;
  /** Asks whose code this is. */
  readonly find: (code: string) => Promise<Searched>;
  /**
   * Checks in whoever has this code and comes for an hour that was offered; the number that they get, undefined when it
   * did not work.
   */
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
  const sent = async (path: string, body: unknown): Promise<SendAnswer> => {
    const response = await post(`${address}/${path}${by}`, body);
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
        ...(state !== undefined && { state: lineOnTablet(state) }),
      }))) ?? { kind: "unreachable" }
    );
  };
  const sendOwn: LineServer["post"] = (commands) => sent("commands", commandsToWire(commands, zone));
  return {
    post: sendOwn,
    postOfColleague: (commands) => sent("signed-commands", { acts: commands.flatMap(({ signed }) => signed ?? []) }),
    borrowNumbers: async (by) => {
      const answer = await sendOwn([{ ...by, type: "lease-numbers" }]);
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
        (await readBody(response, (state) => ({ kind: "read", state: lineOnTablet(state) }))) ?? { kind: "unreachable" }
      );
    },
    find: async (code) => {
      const response = await post(`${address}/code${by}`, { code });
      if (response?.status === 429) return { kind: "too-many" };
      const found = response?.ok ? await readBody(response, foundOf) : undefined;
      return found ? { kind: "answered", found } : { kind: "unreachable" };
    },
    arrive: async (code) => {
      const response = await post(`${address}/check-in`, { code });
      return response?.ok ? readBody(response, ({ number }: { readonly number: number }) => number) : undefined;
    },
    follow: ({ onVersion, onBeat, ...callbacks }) =>
      openBoardStream(`${address}/live`, {
        ...callbacks,
        onBeat: (now) => onBeat(instantOf(now)),
        onBoard: (data) => {
          // A tablet reads the line itself: of the board that follows each change it needs these two alone.
          const { version, asOf } = JSON.parse(data) as { readonly version: number; readonly asOf: string };
          onVersion(version, instantOf(asOf));
        },
      }),
  };
}

/** Gives the server the public half of the key with which the acts of `me` are signed on this device. */
export const tellKey =
  (me: string, device: () => string): TellKey =>
  async ({ id, publicKey }) => {
    const response = await post(`/api/v1/act-keys?by=${encodeURIComponent(me)}`, { id, device: device(), publicKey });
    return response?.ok ? readBody(response, ({ kept }: { readonly kept: boolean }) => kept) : undefined;
  };

/** Says which acts of others this device holds that who is signed in cannot send; whether the server knows it now. */
export async function tellUnsentActs(me: string, device: string, held: readonly HeldActs[]): Promise<boolean> {
  const said = { device, held };
  const response = await send("PUT", `/api/v1/unsent-acts?by=${encodeURIComponent(me)}`, said);
  return response?.ok ?? false;
}

const request = (address: string, init: RequestInit): Promise<Response | undefined> =>
  fetch(address, { ...init, cache: "no-store", signal: AbortSignal.timeout(REQUEST_TIMEOUT) }).catch(() => undefined);

const post = (address: string, body: unknown): Promise<Response | undefined> => send("POST", address, body);

const send = (method: "POST" | "PUT", address: string, body: unknown): Promise<Response | undefined> =>
  request(address, {
    method,
    body: JSON.stringify(body),
    headers: { "Content-Type": "application/json" },
  });

/** Undefined when the body breaks off or is not what this application sends. */
const readBody = <Body, Answer>(response: Response, read: (body: Body) => Answer): Promise<Answer | undefined> =>
  (response.json() as Promise<Body>).then(read).catch(() => undefined);

function foundOf(found: WireFoundAtTablet): FoundAtTablet {
  if (!("startsAt" in found)) return found;
  const { startsAt, ...others } = found;
  return { ...others, start: instantOf(startsAt) };
}

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
