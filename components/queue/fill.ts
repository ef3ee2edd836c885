/** A sentence with its places filled: fill("Table {desk}", { desk: 2 }). For the browser, which carries no ICU. */
export const fill = (sentence: string, values: Readonly<Record<string, string | number>>): string =>
  sentence.replace(/\{(\w+)\}/gu, (whole, name: string) => String(values[name] ?? whole));
