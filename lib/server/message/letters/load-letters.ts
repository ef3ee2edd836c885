import type { Instant } from "#lib/time/instant.ts";
import { invitationsToMail } from "#lib/server/auth/people/invitation-mails.ts";
import type { LetterToMail } from "#lib/server/auth/letter-to-mail.ts";
import { codesToMail } from "#lib/server/auth/sign-in-code.ts";
import { WRONG_CODES, wrongCodesToMail } from "#lib/server/auth/wrong-codes-mail.ts";
import type { TakenMessage } from "#lib/server/outbox/outbox.ts";
import type { LetterToSend } from "#lib/server/message/message-to-send.ts";

/**
 * What taken messages to accounts say, as it is true now. Whoever is to have a sign-in code or an invitation waits for
 * it, so they leave at once, also by night. `ofTeam`: those about requests of partners and about half-days.
 */
export async function loadLetters(
  messages: readonly TakenMessage[],
  now: Instant,
  ofTeam: (messages: readonly TakenMessage[]) => Promise<readonly LetterToMail[]> = () => Promise.resolve([]),
): Promise<ReadonlyMap<string, LetterToSend>> {
  const ofKinds = (...kinds: readonly string[]): readonly string[] =>
    messages.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id);
  const codes = ofKinds("sign-in-code");
  const wrongCodes = messages.filter(({ cause }) => cause.kind === WRONG_CODES).map(({ id }) => id);
  const invitations = ofKinds("invitation", "organisation-invitation");
  const letters = new Map(
    [
      ...(codes.length > 0 ? await codesToMail(codes, now) : []),
      ...(wrongCodes.length > 0 ? await wrongCodesToMail(wrongCodes) : []),
      ...(invitations.length > 0 ? await invitationsToMail(invitations, now) : []),
      ...(await ofTeam(messages)),
    ].map((letter) => [letter.message, letter]),
  );
  return new Map(
    messages.flatMap((message) => {
      const letter = letters.get(message.id);
      return letter ? [[message.id, messageOf(message, letter)] as const] : [];
    }),
  );
}

const messageOf = (message: TakenMessage, { email, letter, expires, waitsIn }: LetterToMail): LetterToSend => ({
  of: "letter",
  message,
  what: letter,
  email,
  placeId: undefined,
  zone: waitsIn ?? "UTC",
  until: expires,
  waits: waitsIn !== undefined,
  way: { email: true },
});
