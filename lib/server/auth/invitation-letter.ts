import { paragraph, type Letter } from "#lib/mail/letter.ts";
import { type Becomes, DAYS_OF_INVITATION } from "#lib/access/invitation.ts";
import { translatorIn, type TeamLocale, type Translate } from "#lib/server/translate.ts";

/**
 * The letter of an invitation to the team of an organisation. `name`: of who invites; `link`: to the page of the
 * invitation.
 */
export function letterToTeam(language: TeamLocale, name: string, link: string): Letter {
  const say = translatorIn(language, "staff.people.mail");
  return letterOf(language, say, { name, what: say("what", { name }), link });
}

/** The letter of an invitation to an organisation, to be an organisation of its own or a partner. */
export function letterToOrganisation(language: TeamLocale, name: string, becomes: Becomes, link: string): Letter {
  const say = translatorIn(language, "staff.organisations.mail");
  return letterOf(language, say, { name, what: say(`what.${becomes}`, { name }), link });
}

const letterOf = (
  language: TeamLocale,
  say: Translate,
  { name, what, link }: Readonly<Record<"name" | "what" | "link", string>>,
): Letter => ({
  language,
  subject: say("subject", { name }),
  blocks: [
    paragraph(what),
    { is: "button", label: say("open"), href: link },
    paragraph(say("lasts", { days: DAYS_OF_INVITATION })),
    { is: "smallText", text: say("unknown") },
  ],
});
