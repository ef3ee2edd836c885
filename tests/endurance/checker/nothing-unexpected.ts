import type { Operation } from "../history.ts";

/** No answer was a surprise: a 5xx other than "not now" (503) is a fault of the server, whatever was killed meanwhile. */
export const nothingUnexpected = (operations: readonly Operation[]): readonly string[] =>
  operations.flatMap(({ id, deed, outcome }) =>
    outcome.kind === "unknown" && /^5\d\d$/.test(outcome.why) && outcome.why !== "503"
      ? [`${nameOf(deed)} (operation ${id}) was answered ${outcome.why}`]
      : [],
  );

/** What was asked, in a word. */
export const nameOf = (deed: Operation["deed"]): string => (deed.type === "command" ? deed.command.type : deed.type);
