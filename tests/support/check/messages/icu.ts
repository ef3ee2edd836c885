import { parse, TYPE, type MessageFormatElement } from "@formatjs/icu-messageformat-parser";

/** A part of a parsed message: a text, an argument, a tag, a plural or a select. */
export type MessagePart = MessageFormatElement;

/**
 * Reads the ICU syntax that next-intl uses: {name}, {n, number}, {n, plural, one {…} other {…}}, <b>…</b>. Throws when
 * the message cannot be parsed.
 */
export const readIcu = (message: string): readonly MessagePart[] => parse(message, { shouldParseSkeletons: false });

/** The parts inside a part: those of each choice of a plural or select, by its name, or those inside a tag. */
export const partsInside = (part: MessagePart): Readonly<Record<string, readonly MessagePart[]>> => {
  if (part.type === TYPE.plural || part.type === TYPE.select)
    return Object.fromEntries(Object.entries(part.options).map(([name, { value }]) => [name, value]));
  return part.type === TYPE.tag ? { tag: part.children } : {};
};

/** The names the code must give, tags included, each with its type. */
export function argumentsOf(parts: readonly MessagePart[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const part of parts) {
    if (part.type === TYPE.literal || part.type === TYPE.pound) continue;
    found.set(part.value, typeOf(part));
    for (const inner of Object.values(partsInside(part)))
      for (const [name, type] of argumentsOf(inner)) found.set(name, found.get(name) ?? type);
  }
  return found;
}

/** The texts that a person may read, one for each choice. An argument becomes 0; tags are left out. */
export function readings(parts: readonly MessagePart[]): readonly string[] {
  const each = parts.map(readingsOf);
  const choices = Math.max(1, ...each.map(({ length }) => length));
  return Array.from({ length: choices }, (_, choice) =>
    each.map((texts) => texts[Math.min(choice, texts.length - 1)] ?? "").join(""),
  );
}

function readingsOf(part: MessagePart): readonly string[] {
  if (part.type === TYPE.literal) return [part.value];
  const inside = Object.values(partsInside(part));
  return inside.length === 0 ? ["0"] : inside.flatMap(readings);
}

const typeOf = (part: MessagePart): string =>
  part.type === TYPE.plural && part.pluralType === "ordinal" ? "selectordinal" : (TYPE[part.type] ?? "");
