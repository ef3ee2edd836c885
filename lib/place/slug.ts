/** Characters of an address on the site; longer ones are hard to read out on the telephone. */
const LONGEST = 60;

/** A text in small letters and digits with hyphens between, without accents. Empty when it has no letter of the Latin alphabet and no digit. */
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

/** The address a place would like: its name and its city, the city once. */
export function slugOfPlace(name: string, city: string): string {
  const [named, inCity] = [slugOf(name), slugOf(city)];
  const whole = `-${named}-`.includes(`-${inCity}-`) ? named : `${named}-${inCity}`;
  return shortened(whole.replace(/^-|-$/gu, "")) || "lieu";
}

/** The wanted address, or with the first free number behind it. */
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
