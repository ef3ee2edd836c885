import type { Operation } from "../history.ts";

/** No answer is a 5xx other than 503 (overload): that is an error of the server, whatever was killed meanwhile. */
export const nothingUnexpected = (operations: readonly Operation[]): readonly string[] =>
  operations.flatMap(({ id, action, outcome }) =>
    outcome.kind === "unknown" && /^5\d\d$/.test(outcome.why) && outcome.why !== "503"
      ? [`${nameOf(action)} (operation ${id}) was answered ${outcome.why}`]
      : [],
  );

/** The type of an action. */
export const nameOf = (action: Operation["action"]): string =>
  action.type === "command" ? action.command.type : action.type;
