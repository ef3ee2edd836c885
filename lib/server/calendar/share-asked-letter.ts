import { paragraph, type Letter } from "#lib/mail/letter.ts";
import { translatorIn, type TeamLocale } from "#lib/server/translate.ts";

/**
 * The letter about a partner who asks to see the calendar: it names the organisation that asks (`sender`), and no
 * person. `page`: where the request is answered.
 */
export function shareAskedLetter(language: TeamLocale, sender: string, page: string): Letter {
  const say = translatorIn(language, "shareAsked");
  return {
    language,
    subject: say("subject"),
    blocks: [paragraph(say("what", { sender })), { is: "button", label: say("answer"), href: page }],
  };
}
