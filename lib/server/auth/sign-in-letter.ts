import { paragraph, type Letter } from "#lib/mail/letter.ts";
import { translatorIn, type TeamLocale } from "#lib/server/translate.ts";

/** The letter of a sign-in code: the code in large, where to write it, and what to do if nobody asked for it. */
export function signInLetter(code: string, language: TeamLocale): Letter {
  const say = translatorIn(language, "auth.mail");
  return {
    language,
    subject: say("subject"),
    blocks: [
      { is: "code", label: say("label"), code },
      paragraph(say("where")),
      { is: "smallText", text: say("unasked") },
    ],
  };
}
