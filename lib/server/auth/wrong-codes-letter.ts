import { WRONG_CODES_OF_DAY } from "#lib/access/wrong-codes.ts";
import { paragraph, type Letter } from "#lib/mail/letter.ts";
import { translatorIn, type TeamLocale } from "#lib/server/translate.ts";

/** The letter: what happened, what still opens the account, and what to do. */
export function wrongCodesLetter(language: TeamLocale): Letter {
  const say = translatorIn(language, "auth.wrongCodes");
  return {
    language,
    subject: say("subject"),
    blocks: [
      paragraph(say("what", { count: WRONG_CODES_OF_DAY })),
      paragraph(say("still")),
      paragraph(say("yours")),
      paragraph(say("notYours")),
    ],
  };
}
