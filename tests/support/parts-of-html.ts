/** What stands in the HTML of a mail: the texts that are seen, every address, and each language with its direction. */
export type PartsOfHtml = {
  readonly texts: readonly string[];
  readonly addresses: readonly string[];
  readonly languages: readonly string[];
};

/** Takes a mail apart by its tags; the line that only a mailbox shows is left out. */
export function partsOfHtml(html: string): PartsOfHtml {
  const body = html
    .replace(/^.*<body/su, "<body")
    .replace(/<div style="display:none.*?<\/div><\/div>/su, "")
    .replaceAll(/<!--.*?-->/gsu, "");
  return {
    texts: body
      .split(/<[^>]*>/u)
      .map(unescaped)
      .filter((text) => text.trim() !== ""),
    addresses: [...html.matchAll(/\b(?:href|src|background|action)="([^"]*)"/gu)].map(([, address = ""]) => address),
    languages: [...html.matchAll(/<(?:html|div) [^>]*>/gu)]
      .map(([tag]) => tag)
      .filter((tag) => tag.includes(" lang="))
      .map((tag) => `${valueIn(tag, "lang")} ${valueIn(tag, "dir")}`),
  };
}

const SIGNS: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

const unescaped = (text: string): string =>
  text.replaceAll(/&(amp|lt|gt|quot|#39);/gu, (_, sign: string) => SIGNS[sign] ?? "");

const valueIn = (tag: string, name: string): string => new RegExp(` ${name}="([^"]*)"`, "u").exec(tag)?.[1] ?? "";
