/**
 * The names of the languages that a team speaks besides French, in the language of the reader: « arabe et turc ». Empty
 * when the team speaks French only. Unknown codes are left out.
 */
export function sayLanguages(codes: readonly string[], locale: string): string {
  const names = new Intl.DisplayNames([locale], { type: "language", fallback: "none" });
  const others = codes.filter((code) => code !== "fr").flatMap((code) => nameOf(names, code));
  return new Intl.ListFormat(locale, { type: "conjunction" }).format(others);
}

/** The name of a language in the language of the reader; the code itself when it is unknown. */
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
