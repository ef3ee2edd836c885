import { SETTING_NAMES } from "#lib/server/env.ts";
import { SMS_SETTINGS } from "#lib/server/message/gateways/gateways.ts";
import { ok, warning, type InstallationCheck } from "./check.ts";

/** The name of every setting. */
const NAMES: readonly string[] = [...new Set([...SETTING_NAMES, ...Object.keys(SMS_SETTINGS.shape)])];

/**
 * No name in the environment is nearly that of a setting: one that is misspelt is not read, and nobody is told. Other
 * programs have names of their own there, so that only those count that differ by a slip of the keyboard.
 */
export const settingNames: InstallationCheck = {
  name: "setting names",
  run: ({ environment }) => {
    const misspelt = Object.keys(environment).flatMap((name) => {
      const meant = NAMES.includes(name) ? undefined : NAMES.find((one) => isSlipOf(name.toUpperCase(), one));
      return meant === undefined ? [] : [`${name} (${meant}?)`];
    });
    return misspelt.length === 0
      ? ok("No name of a setting looks misspelt.")
      : warning(
          `These are no settings, and look like misspelt ones, which are not read: ${misspelt.join(", ")}. Write the name as .env.example does.`,
        );
  },
};

/** Whether a name becomes that of a setting by two slips; of a name of less than eight characters by one. */
const isSlipOf = (name: string, setting: string): boolean => slips(name, setting) <= (setting.length < 8 ? 1 : 2);

/**
 * How many slips lead from one text to the other: a character too many, too few or another, or two neighbours exchanged
 * (optimal string alignment distance).
 */
function slips(from: string, to: string): number {
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? 0;
  for (let row = 1; row <= from.length; row += 1) {
    rows.push([row]);
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      const exchanged = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      rows[row]![column] = Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + (same ? 0 : 1),
        row > 1 && column > 1 && exchanged ? at(row - 2, column - 2) + 1 : Infinity,
      );
    }
  }
  return at(from.length, to.length);
}
