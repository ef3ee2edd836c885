/** HTML that needs no escaping any more. */
export type Markup = { readonly html: string };

/** `{{name}}`, and `{{+name}}` for further HTML. */
const SLOT = /\{\{(\+?)(\w+)\}\}/gu;

/**
 * Fills the slots of a piece: texts with what HTML means something by escaped, markup as it is. A value is never looked
 * through for slots. Throws when a slot has no value: the pieces are our own.
 */
export function fill(piece: string, values: Readonly<Record<string, string | Markup>>): Markup {
  const html = piece.replaceAll(SLOT, (slot, isMarkup: string, name: string) => {
    const value = values[name];
    if (typeof value === "string" && isMarkup === "") return escaped(value);
    if (typeof value === "object" && isMarkup === "+") return value.html;
    throw new Error(`There is nothing for ${slot}.`);
  });
  return { html };
}

const MEANINGS: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escaped = (text: string): string => text.replaceAll(/[&<>"']/gu, (sign) => MEANINGS[sign] ?? sign);
