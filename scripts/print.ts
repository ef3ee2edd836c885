/**
 * Prints lines, and waits until everything is written: a process that ends at once would cut a long report in a pipe.
 */
export const print = (lines: readonly string[]): Promise<void> =>
  new Promise((done) => process.stdout.write(`${lines.join("\n")}\n`, () => done()));
