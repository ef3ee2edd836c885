import { useTranslations } from "next-intl";
import { groupsOfCode, isLetter } from "#lib/booking/spelled-code.ts";

/** The code of an appointment to be read aloud: large, in two groups, and each letter with the word that spells it. */
export function CodeToRead({ code }: { code: string }) {
  const t = useTranslations("staff.reception.spell");
  return (
    <div className="grid gap-2">
      <p className="sr-only">{[...code].join(", ")}</p>
      <p aria-hidden="true">
        <bdi dir="ltr" className="number inline-flex flex-wrap gap-x-5 text-[3.4rem] leading-none tracking-[0.06em]">
          {groupsOfCode(code).map((group, at) => (
            <span key={at}>{group}</span>
          ))}
        </bdi>
      </p>
      {groupsOfCode(code).map((group, at) => (
        <p key={at} className="text-lg">
          {[...group]
            .map((character) =>
              isLetter(character)
                ? t("letter", { letter: character, word: t(`words.${character}` as "words.A") })
                : character,
            )
            .join(" · ")}
        </p>
      ))}
    </div>
  );
}
