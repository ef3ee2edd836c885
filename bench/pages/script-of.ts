/** The addresses of the scripts that a page loads in a current browser, which ignores those marked nomodule. */
export const scriptsIn = (html: string): ReadonlySet<string> =>
  new Set(
    [...html.matchAll(/<script\b(?<words>[^>]*)>/gu)].flatMap(({ groups }) => {
      const words = groups?.["words"] ?? "";
      const source = /\bsrc="(?<source>[^"]+)"/u.exec(words)?.groups?.["source"];
      return source === undefined || /\bnomodule\b/iu.test(words) ? [] : [source.replaceAll("&amp;", "&")];
    }),
  );
