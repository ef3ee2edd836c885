import { plainText } from "#lib/plain-text.ts";

/**
 * Whether a first name that somebody says is the one that was noted: without accents, capitals and hyphens, also where
 * only the first word of several was said or noted (« Jean » and « Jean-Luc M. »). No name is the same as none.
 */
export function isSameName(said: string, noted: string): boolean {
  const first = plainText(said).split(" ");
  const second = plainText(noted).split(" ");
  const length = Math.min(first.length, second.length);
  return first[0] !== "" && second[0] !== "" && first.slice(0, length).join(" ") === second.slice(0, length).join(" ");
}
