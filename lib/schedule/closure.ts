import { instantOf } from "../time/instant.ts";

/** The end of a closure whose end nobody knows: a moment that no half-day reaches (constraint `closure_without_end_is_decided_again`). */
export const NO_END = instantOf("2200-01-01T00:00:00Z");
