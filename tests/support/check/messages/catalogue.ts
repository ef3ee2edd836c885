import type { SourceTree } from "#tests/support/check/tree.ts";

export const LOCALES = ["fr", "ar", "tr", "en"] as const;
export type MessageLocale = (typeof LOCALES)[number];

/** One message of one locale, with its place. */
export type Message = {
  readonly locale: MessageLocale;
  readonly file: string;
  readonly line: number;
  readonly key: string;
  readonly text: string;
};

/**
 * The catalogues: of the pages in four languages, of those of the team in French and English, and of what is sent by
 * SMS and by e-mail.
 */
export const CATALOGUES = {
  pages: "messages",
  team: "messages/team",
  sms: "messages/sms",
  mail: "messages/mail",
} as const;

/** Every message of a locale in a catalogue, by its full key, in the order of the file. */
export function messagesOf(
  tree: SourceTree,
  locale: MessageLocale,
  folder: string = CATALOGUES.pages,
): readonly Message[] {
  const file = `${folder}/${locale}.json`;
  return tree.files.includes(file) ? readCatalogue(locale, file, tree.textOf(file)) : [];
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}:,]|\n|[^\s{}:,"]+/g;

/**
 * Reads the JSON token by token, because JSON.parse does not keep line numbers. Catalogues hold objects and strings
 * only.
 */
function readCatalogue(locale: MessageLocale, file: string, json: string): Message[] {
  const found: Message[] = [];
  const path: string[] = [];
  let line = 1;
  let key: string | undefined;
  for (const [token] of json.matchAll(TOKEN)) {
    if (token === "\n") line += 1;
    else if (token === "{" && key !== undefined) (path.push(key), (key = undefined));
    else if (token === "}") path.pop();
    else if (token.startsWith('"') && key === undefined) key = JSON.parse(token) as string;
    else if (token.startsWith('"')) {
      found.push({ locale, file, line, key: [...path, key].join("."), text: JSON.parse(token) as string });
      key = undefined;
    }
  }
  return found;
}
