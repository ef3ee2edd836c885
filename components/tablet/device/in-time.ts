import type { After } from "./browser.ts";

/** What was promised, or undefined when it takes longer than so many milliseconds. */
export const inTime = <Value>(
  promised: Promise<Value>,
  milliseconds: number,
  after: After,
): Promise<Value | undefined> =>
  new Promise((resolve, reject) => {
    const unplan = after(milliseconds, () => resolve(undefined));
    promised.then(
      (value) => (unplan(), resolve(value)),
      (error: unknown) => (unplan(), reject(error as Error)),
    );
  });
