import { CommandError } from "./command-error.ts";

/** The disk is full. What failed for it works again by itself when there is room. */
export class NoSpaceError extends CommandError {}
