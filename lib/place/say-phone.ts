const NO_BREAK_SPACE = "\u00a0";

/**
 * A telephone number as it is read aloud in France: +33388436000 is « 03 88 43 60 00 », with no-break spaces.
 * A number of another country keeps its international form.
 */
export function sayPhone(international: string): string {
  const digits = international.replace(/[^\d+]/gu, "");
  const national = /^(?:\+33|0)(\d{9})$/u.exec(digits)?.[1];
  if (national === undefined) return digits;
  return (`0${national}`.match(/\d\d/gu) ?? []).join(NO_BREAK_SPACE);
}
