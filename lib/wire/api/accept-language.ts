/**
 * Chooses one of `ours` by the header Accept-Language (RFC 9110): the language with the highest weight, of equal
 * weights the one named first; regions are ignored (« en-GB » is « en »). Without a match, or with an unreadable
 * header, the first of `ours`.
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
