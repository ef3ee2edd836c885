/** Most characters of the slug of a place; a longer one is hard to read out on the telephone. */
const LONGEST = 60;

/**
 * The text in small Latin letters without accents and digits, everything else replaced by hyphens. Empty when the text
 * has no Latin letter and no digit.
 */
export const slugOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\u0153/gu, "oe")
    .replace(/\u00e6/gu, "ae")
    .replace(/\u00df/gu, "ss")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/gu, "-")
    .replace(/^-|-$/gu, "");

/** Whether a text has the form of a slug, as the constraint `place_slug` has it. */
export const isSlug = (text: string): boolean => /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text);

/** The slug proposed for an organisation of that name; empty when the name has no Latin letter and no digit. */
export const slugOfName = (name: string): string => shortened(slugOf(name));

/** The slug wanted for a place: its name and its city; the city is not repeated when the name contains it. */
export function slugOfPlace(name: string, city: string): string {
  const named = slugOf(name);
  const inCity = slugOf(city);
  const whole = `-${named}-`.includes(`-${inCity}-`) ? named : `${named}-${inCity}`;
  return shortened(whole.replace(/^-|-$/gu, "")) || "lieu";
}

/** The wanted slug when it is free, otherwise the wanted slug with the first free number from 2. */
export function freeSlug(wanted: string, taken: ReadonlySet<string>): string {
  for (let count = 1; ; count += 1) {
    const slug = count === 1 ? wanted : `${wanted}-${count}`;
    if (!taken.has(slug)) return slug;
  }
}

const shortened = (slug: string): string =>
  slug.length <= LONGEST
    ? slug
    : slug
        .slice(0, LONGEST + 1)
        .replace(/-[^-]*$/u, "")
        .slice(0, LONGEST);
