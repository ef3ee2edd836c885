import type { IconName } from "#components/ui/icon.tsx";

/** The order of the line, the closed list (DESIGN, section 4): its laws as `rules` says them, each with its drawing; one wording, so that poster, page and screen never differ. */
export const orderRules = [
  ["turn", "number"],
  ["appointments", "calendar"],
  ["closed", "speech"],
  ["priority", "wheelchair"],
] as const satisfies readonly (readonly [string, IconName])[];
