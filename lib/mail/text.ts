import type { Block, MailContent } from "./content.ts";

/**
 * The text part of a mail: everything that its HTML says, with addresses written out. Who writes stands at the end, as
 * in a letter.
 */
export const textOf = ({ language, service, blocks, foot }: MailContent): string =>
  `${[...blocks.map((block) => said(block, language)), [service, ...foot.map((block) => said(block, language))].join("\n")].join("\n\n")}\n`;

function said(block: Block, language: MailContent["language"]): string {
  switch (block.is) {
    case "panel":
    case "stopPanel":
      return block.lines.map(({ text }) => text).join("\n");
    case "text":
    case "smallText":
    case "strongText":
    case "figures":
      return block.text;
    case "code":
      return `${labelled(block.label, language)} ${block.code}`;
    case "button":
    case "quietButton":
    case "link":
      return `${labelled(block.label, language)}\n${block.href}`;
    case "call":
      return `${block.text} ${block.phone}`;
  }
}

/** A label with the colon of its language, before which French has a space. */
const labelled = (label: string, language: MailContent["language"]): string =>
  language === "fr" ? `${label}\u00a0:` : `${label}:`;
