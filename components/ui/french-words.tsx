import { useTranslations } from "next-intl";
import { FrenchText } from "./french-text.tsx";

/**
 * A sentence that the team wrote in French; a page in another language says so behind it, since nobody translates it.
 */
export function FrenchWords({ text }: { text: string }) {
  const t = useTranslations("place");
  return t.rich("inFrench", { words: () => <FrenchText text={text} /> });
}
