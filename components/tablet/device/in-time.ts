import type { After } from "./browser.ts";

/** What was promised, or undefined when it takes longer than so many milliseconds. */
export async function inTime<Value>(
  promised: Promise<Value>,
  milliseconds: number,
  after: After,
): Promise<Value | undefined> {
  let unplan: (() => void) | undefined;
  const late = new Promise<undefined>((resolve) => {
    unplan = after(milliseconds, () => resolve(undefined));
  });
  return Promise.race([promised, late]).finally(() => unplan?.());
}
