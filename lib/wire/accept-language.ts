/**
 * The first of our languages that a reader asks for by the header Accept-Language (RFC 9110): the one of highest weight,
 * of equal ones the one named first; a region counts for its language. None named, or a header nobody can read: the first of ours.
 */
export function preferredLanguage<Language extends string>(
  header: string | null,
  ours: readonly [Language, ...Language[]],
): Language {
  const asked = (header ?? "").split(",").map((part) => {
    const [tag = "", ...words] = part.split(";").map((word) => word.trim().toLowerCase());
    const weight = Number(words.find((word) => word.startsWith("q="))?.slice(2) ?? 1);
    return { language: tag.split("-")[0], weight: Number.isFinite(weight) ? weight : 0 };
  });
  const best = asked.filter(({ weight }) => weight > 0).toSorted((a, b) => b.weight - a.weight);
  return best.map(({ language }) => ours.find((one) => one === language)).find((one) => one !== undefined) ?? ours[0];
}
