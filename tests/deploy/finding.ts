import { CommandError } from "#scripts/command-error.ts";

/** Prints one thing that was found to be so. */
export const found = (sentence: string): void => console.log(`ok  ${sentence}`);

/** Prints the sentence if it is so; throws a CommandError otherwise. */
export function expectThat(is: boolean, sentence: string): void {
  if (!is) throw new CommandError(`NOT SO: ${sentence}`);
  found(sentence);
}
