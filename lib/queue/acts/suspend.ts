import { accept } from "../../result.ts";
import type { Decision } from "../line/events.ts";
import type { LineState } from "../line/line-state.ts";

/** A fire drill, a power cut: no number is given and nobody is called until the line goes on; places are kept. */
export const suspend = (state: LineState): Decision => accept(state.suspended ? [] : [{ type: "suspended" }]);

/** The line goes on where it stood. */
export const resumeLine = (state: LineState): Decision => accept(state.suspended ? [{ type: "resumed" }] : []);
