import { readFileSync } from "node:fs";
import { join } from "node:path";

let style: string | undefined;

/** The style sheet of a page without database: the tokens, the fonts and its own rules. Read once. */
export function outageStyle(): string {
  const tokens = /@theme \{([^}]*)\}/.exec(textOf("app/globals.css"))?.[1] ?? "";
  return (style ??= `:root {${tokens}}\n${textOf("app/fonts.css")}\n${textOf("lib/server/outage/outage.css")}`
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\s+/g, " "));
}

/** The text of a file of the source; nothing when it is missing: the page can be read without. */
function textOf(file: string): string {
  try {
    return readFileSync(join(/* turbopackIgnore: true */ process.cwd(), file), "utf8");
  } catch {
    return "";
  }
}
