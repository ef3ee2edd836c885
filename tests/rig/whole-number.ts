import { CommandError } from "#scripts/command-error.ts";

/**
 * The whole number that an option of a command says, or `usual`. Refuses any other word and what is below `least`;
 * `example`: a command that is right.
 */
export function wholeNumber(
  name: string,
  said: string | undefined,
  { usual, least = 1, example }: { readonly usual: number; readonly least?: number; readonly example: string },
): number {
  const value = Number(said ?? usual);
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new CommandError(`--${name} is “${said}”, and must be a whole number from ${least} on. Try: ${example}`);
}
