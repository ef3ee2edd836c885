import { InvitationMail } from "#components/staff/people/invitation-mail.tsx";
import { instantOf } from "#lib/time/instant.ts";
import type { MailOfInvitation } from "#lib/wire/mail-of-invitation.ts";
import { shown } from "#tests/components/calendar/shown.tsx";

const at = instantOf("2026-11-24T09:12:00+01:00");

test.each<[MailOfInvitation["is"], string]>([
  ["leaving", "Le mail part."],
  ["late", "Le mail n’est pas encore parti. On réessaie. C’est pressé ? Lisez le code à voix haute."],
  ["sent", "Mail parti le mardi 24 novembre à 9 h 12. Rien reçu ? Demandez de regarder dans les indésirables."],
  ["refused", "Cette boîte a refusé le mail. Adresse fausse ? Retirez l’invitation. Invitez la bonne adresse."],
  ["failed", "Le serveur de mail n’a pas répondu. Lisez le code à voix haute, ou renouvelez."],
  ["unknown", "On ne sait pas si le mail est parti. Demandez si c’est arrivé. Sinon, renouvelez."],
])("of a mail that is %s the page says so, and what to do", (is, sentences) => {
  const { text } = shown(<InvitationMail is={is} at={at} />);
  expect(text.replaceAll(/[\u00a0\u202f]/gu, " ").trim()).toBe(sentences);
});
