import type { Step } from "./script.ts";

/**
 * The smallest script found that still breaks: parts of it are left out, first halves, then ever smaller ones, down to single steps, as
 * long as leaving one out still breaks (delta debugging, Zeller 1999). `breaks` plays a script.
 */
export async function shrunk(
  script: readonly Step[],
  breaks: (script: readonly Step[]) => Promise<boolean>,
): Promise<readonly Step[]> {
  let smallest = script;
  for (let size = Math.ceil(script.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < smallest.length;) {
      const without = [...smallest.slice(0, from), ...smallest.slice(from + size)];
      if (await breaks(without)) smallest = without;
      else from += size;
    }
  }
  return smallest;
}
