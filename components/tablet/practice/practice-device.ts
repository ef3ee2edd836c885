import type { CommandType } from "#lib/queue/acts/acts.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { practiceHalfDay, PRACTICE_ME } from "#lib/queue/practice/practice-half-day.ts";
import { stepsAfter, type PracticeStep } from "#lib/queue/practice/practice-steps.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { thisBrowser, type Browser, type KeptTexts } from "#components/tablet/device/browser.ts";
import { deviceNow } from "#components/tablet/device/clock.ts";
import type { LineServer } from "#components/tablet/device/line-server.ts";
import { memoryOutbox } from "#components/tablet/device/outbox.ts";
import type { Device } from "#components/tablet/tablet.tsx";
import { LineInMemory } from "./line-in-memory.ts";

/** How far practice is: the steps that are done, and whether the network is cut. */
type Progress = { readonly done: readonly PracticeStep[]; readonly isCut: boolean };

/** A pretend half-day with a tablet on it. `begunAt`: by the device's clock. `zone`: that of the device. */
export type PracticeDevice = {
  readonly initial: LineState;
  readonly begunAt: Instant;
  readonly zone: string;
  readonly device: Required<Device>;
  /** Cuts the network of this tablet, or puts it back. */
  readonly switchNetwork: (isCut: boolean) => void;
  readonly progress: () => Progress;
  readonly subscribe: (changed: () => void) => () => void;
};

/**
 * Begins a pretend half-day: its server, the storage of its acts and what the tablet keeps in its browser are in the
 * memory of this page and end with it. Nothing is sent, stored or counted.
 */
export function practiceDevice(): PracticeDevice {
  const now = (): Instant => instant(deviceNow());
  const begunAt = now();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const initial = practiceHalfDay(begunAt);
  const line = new LineInMemory({ line: initial, team: [PRACTICE_ME], zone }, now);
  const listeners = new Set<() => void>();
  const ofNetwork = new Set<() => void>();
  const followers = new Set<Parameters<LineServer["follow"]>[0]>();
  let progress: Progress = { done: [], isCut: false };

  const happened = (act: CommandType | undefined, isCut: boolean): void => {
    progress = { done: stepsAfter(progress.done, { act, isCut }), isCut };
    for (const listener of listeners) listener();
  };
  const greet = (follower: Parameters<LineServer["follow"]>[0]): void => {
    follower.onOpen();
    follower.onVersion(line.line.version, now());
  };
  line.onChange = () => {
    if (!progress.isCut) for (const follower of followers) follower.onVersion(line.line.version, now());
  };

  const server: LineServer = {
    post: async (commands) =>
      progress.isCut
        ? { kind: "unreachable" }
        : { kind: "answered", results: line.post(PRACTICE_ME, commands), state: line.line },
    read: async (sentAll) =>
      progress.isCut ? { kind: "unreachable" } : { kind: "read", state: line.read(PRACTICE_ME, sentAll) },
    follow: (follower) => {
      followers.add(follower);
      queueMicrotask(() => {
        if (followers.has(follower)) greet(follower);
      });
      return { close: () => void followers.delete(follower) };
    },
    // Nobody in practice has a code, nor comes for an hour that was offered.
    find: async () => (progress.isCut ? { kind: "unreachable" } : { kind: "answered", found: { kind: "unknown" } }),
    arrive: async () => undefined,
  };
  const outbox = memoryOutbox();
  const browser: Browser = {
    ...thisBrowser,
    ofDevice: textsInMemory(),
    ofTab: textsInMemory(),
    askToKeep: () => undefined,
    network: {
      isThere: () => !progress.isCut,
      follow: (changed) => (ofNetwork.add(changed), () => void ofNetwork.delete(changed)),
    },
  };
  return {
    initial,
    begunAt,
    zone,
    device: {
      server,
      browser,
      openOutbox: async () => ({
        ...outbox,
        // What the rules accepted here comes to the outbox first, with network or without.
        add: async (commands) => {
          for (const { type } of commands) happened(type, progress.isCut);
          await outbox.add(commands);
        },
      }),
    },
    switchNetwork: (isCut) => {
      happened(undefined, isCut);
      for (const changed of ofNetwork) changed();
      for (const follower of followers) {
        if (isCut) follower.onLost({ why: "cut" });
        else greet(follower);
      }
    },
    progress: () => progress,
    subscribe: (changed) => (listeners.add(changed), () => void listeners.delete(changed)),
  };
}

function textsInMemory(): KeptTexts {
  const texts = new Map<string, string>();
  return { getItem: (key) => texts.get(key) ?? null, setItem: (key, text) => void texts.set(key, text) };
}
