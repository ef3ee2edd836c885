/**
 * The languages a team speaks beside French, in the reader's own: « arabe et turc ». Empty when it is French alone.
 * Codes that no language has are left out.
 */
export function sayLanguages(codes: readonly string[], locale: string): string {
  const names = new Intl.DisplayNames([locale], { type: "language", fallback: "none" });
  const others = codes.filter((code) => code !== "fr").flatMap((code) => nameOf(names, code));
  return new Intl.ListFormat(locale, { type: "conjunction" }).format(others);
}

/** The name of one language in the reader's own, or its code. */
export const sayLanguage = (code: string, locale: string): string =>
  nameOf(new Intl.DisplayNames([locale], { type: "language", fallback: "none" }), code)[0] ?? code;

function nameOf(names: Intl.DisplayNames, code: string): readonly string[] {
  try {
    const name = names.of(code);
    return name === undefined ? [] : [name];
  } catch {
    return [];
  }
}
