import { paragraph, type Letter } from "../../mail/letter.ts";
import type { TextLocale } from "../translate.ts";

/** The sentences of an invitation, in their order. `what`: who invites to what. `open`: on the button that leads to `link`. */
export type InvitationSentences = Readonly<Record<"subject" | "what" | "open" | "lasts" | "unknown", string>>;

/** The letter of an invitation to a team, to an operator of its own, or to a partner. */
export const invitationLetter = (
  language: TextLocale,
  { subject, what, open, lasts, unknown }: InvitationSentences,
  link: string,
): Letter => ({
  language,
  subject,
  blocks: [
    paragraph(what),
    { is: "button", label: open, href: link },
    paragraph(lasts),
    { is: "smallText", text: unknown },
  ],
});
