import type { Block, ComposedMail, MailContent } from "./content.ts";
import { fill, type Markup } from "./fill.ts";
import { PIECES } from "./pieces.ts";
import { textOf } from "./text.ts";

/** Composes a mail with its two parts, which say the same. */
export const compose = (content: MailContent): ComposedMail => ({
  subject: content.subject,
  html: htmlOf(content),
  text: textOf(content),
});

function htmlOf({ language, subject, preheader, service, blocks, foot }: MailContent): string {
  const side =
    language === "ar" ? { dir: "rtl", start: "right", end: "left" } : { dir: "ltr", start: "left", end: "right" };
  const drawn = (block: Block): Markup => draw(block, side);
  return fill(PIECES.frame, {
    ...side,
    lang: language,
    subject,
    preheader,
    service,
    content: joined(inBodies(blocks).map((part) => ("is" in part ? drawn(part) : bodyOf(part.map(drawn))))),
    foot: joined(foot.map(drawn)),
  }).html;
}

type Side = Readonly<Record<"dir" | "start" | "end", string>>;

function draw(block: Block, side: Side): Markup {
  if (!("lines" in block)) return fill(PIECES[block.is], { ...side, ...block });
  return fill(PIECES[block.is], { inside: joined(block.lines.map(({ is, text }) => fill(PIECES[is], { text }))) });
}

const bodyOf = (inside: readonly Markup[]): Markup => fill(PIECES.body, { inside: joined(inside) });

const joined = (parts: readonly Markup[]): Markup => ({ html: parts.map(({ html }) => html).join("") });

/**
 * The bands as they are, and what stands between them together, since bands reach to the edges of the card and the rest
 * does not.
 */
function inBodies(blocks: readonly Block[]): readonly (Block | readonly Block[])[] {
  const parts: (Block | Block[])[] = [];
  for (const block of blocks) {
    const last = parts.at(-1);
    if ("lines" in block) parts.push(block);
    else if (Array.isArray(last)) last.push(block);
    else parts.push([block]);
  }
  return parts;
}
