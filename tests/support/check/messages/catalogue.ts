import type { House } from "../house.ts";

export const LOCALES = ["fr", "ar", "tr", "en"] as const;
export type MessageLocale = (typeof LOCALES)[number];

/** One sentence of one locale, where it stands. */
export type Message = {
  readonly locale: MessageLocale;
  readonly file: string;
  readonly line: number;
  readonly key: string;
  readonly text: string;
};

/** Every sentence of a locale, by its whole key, in the order of the file. */
export function messagesOf(house: House, locale: MessageLocale): readonly Message[] {
  const file = `messages/${locale}.json`;
  return house.files.includes(file) ? readCatalogue(locale, file, house.textOf(file)) : [];
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}:,]|\n|[^\s{}:,"]+/g;

/** Walks the JSON by hand, because JSON.parse forgets the lines. Catalogues hold objects and strings only. */
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
