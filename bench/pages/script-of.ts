import type { Caller } from "../http/caller.ts";

/** The addresses of the scripts that a page loads in a current browser, which ignores those marked nomodule. */
export const scriptsIn = (html: string): ReadonlySet<string> =>
  new Set(
    [...html.matchAll(/<script\b(?<words>[^>]*)>/gu)].flatMap(({ groups }) => {
      const words = groups?.["words"] ?? "";
      const source = /\bsrc="(?<source>[^"]+)"/u.exec(words)?.groups?.["source"];
      return source === undefined || /\bnomodule\b/iu.test(words) ? [] : [source.replaceAll("&amp;", "&")];
    }),
  );

/** Bytes of script that a page sends, compressed as the server compresses them. */
export async function scriptOf(caller: Caller, path: string): Promise<number> {
  const { status, bytes } = await caller.get(path);
  if (status !== 200) throw new Error(`The page ${path} answered ${status}.`);
  const sizes = await Promise.all(
    [...scriptsIn(bytes.toString("utf8"))].map(
      async (source) => (await caller.get(source, { "accept-encoding": "gzip" })).bytes.length,
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
