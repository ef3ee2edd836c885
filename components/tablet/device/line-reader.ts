import { never } from "#lib/result.ts";
import { type LineServer, type Reading, retryPause } from "./line-server.ts";

export type LineReader = {
  /** Reads at once, also when a later try was planned. */
  readonly now: () => void;
  /** The line has this version now: it is read unless the copy here has it. */
  readonly newVersion: (version: number) => void;
  /** Whether the copy here is known to be old; then it is read at once, if it is not being read. */
  readonly catchUp: () => boolean;
  readonly stop: () => void;
};

/**
 * Reads the line from the server, once at a time; what is asked meanwhile is one more reading. A reading that failed is
 * tried again until one succeeds: the version is told once, and nothing else would fetch it for a minute. `version`: of the copy here.
 */
export function lineReader(
  server: Pick<LineServer, "read">,
  version: () => number,
  learn: (reading: Reading) => void,
): LineReader {
  let newest = 0;
  let reading = false;
  let again = false;
  let stopped = false;
  let failures = 0;
  let planned: ReturnType<typeof setTimeout> | undefined;

  const now = (): void => {
    clearTimeout(planned);
    again = reading;
    if (reading || stopped) return;
    reading = true;
    void server.read().then((read) => {
      reading = false;
      learn(read);
      const pause = pauseFor(read);
      if (again) now();
      else if (pause !== undefined && !stopped) planned = setTimeout(now, pause);
    });
  };

  const pauseFor = ({ kind }: Reading): number | undefined => {
    switch (kind) {
      case "busy":
      case "unreachable":
        return retryPause((failures += 1));
      // Whoever is shut out must sign in first.
      case "read":
      case "access-lost":
        return void (failures = 0);
      default:
        return never(kind);
    }
  };

  const isBehind = (): boolean => version() < newest;
  return {
    now,
    newVersion: (version) => {
      newest = Math.max(newest, version);
      if (isBehind()) now();
    },
    catchUp: () => {
      const behind = isBehind();
      if (behind && !reading) now();
      return behind;
    },
    stop: () => ((stopped = true), clearTimeout(planned)),
  };
}
