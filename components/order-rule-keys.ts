import type { IconName } from "./ui/icon.tsx";

/**
 * The rules of the order, with their icons, as keys of the namespace `rules`
 * (docs/look-and-wording.md#the-four-sentences-of-the-line): one list for poster, page and screen.
 */
export const orderRuleKeys = [
  ["turn", "number"],
  ["appointments", "calendar"],
  ["closed", "speech"],
  ["priority", "wheelchair"],
] as const satisfies readonly (readonly [string, IconName])[];
