import { accept, type Result } from "#lib/result.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";

export type Suspend = { readonly type: "suspend" };
export type ResumeLine = { readonly type: "resume-line" };

export type Suspended = { readonly type: "suspended" };
export type Resumed = { readonly type: "resumed" };

/**
 * A fire drill, a power cut: until the line goes on nobody is called, and no number is given but at a check-in. Places
 * are kept.
 */
export const suspend = (state: LineState): Result<readonly Suspended[], never> =>
  accept(state.suspended ? [] : [{ type: "suspended" }]);

/** The line goes on where it stood. */
export const resumeLine = (state: LineState): Result<readonly Resumed[], never> =>
  accept(state.suspended ? [{ type: "resumed" }] : []);

/** The line stands still. */
export const suspended = (state: LineState): LineState => ({ ...state, suspended: true });

/** The line goes on. */
export const resumed = (state: LineState): LineState => ({ ...state, suspended: false });
