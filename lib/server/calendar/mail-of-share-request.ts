import { instant, plusMinutes, type Instant } from "#lib/time/instant.ts";
import type { LetterToMail } from "#lib/server/auth/letter-to-mail.ts";
import { lastsAt } from "#lib/server/auth/roles-of-accounts.ts";
import { isMailSetUp } from "#lib/server/auth/send-mail.ts";
import { clock } from "#lib/server/clock.ts";
import { afterCommit, db, type Tx } from "#lib/server/db.ts";
import { env } from "#lib/server/env.ts";
import { messagesAreDue } from "#lib/server/outbox/due-messages.ts";
import { putMessages, type TakenMessage } from "#lib/server/outbox/outbox.ts";
import { shareAskedLetter } from "./share-asked-letter.ts";

/** Colleagues who are written to about a request at most. */
const MOST_TOLD = 20;

/** Minutes for which such a mail is worth anything: a week. The page shows the request as long as it waits. */
const LASTS = 7 * 24 * 60;

/** Where the quiet hours are kept of an organisation without places. */
const ZONE = "Europe/Paris";

/** Those of these organisations who may share its calendar at every place, by the organisation. */
const tellsWhom = (organisations: readonly string[], now: Instant) => ({
  organisationId: { in: [...organisations] },
  role: { in: ["coordinator", "administrator"] },
  everyPlace: true,
  ...lastsAt(now),
  user: { anonymisedAt: null },
});

/** Puts in what tells them of a request, in the transaction that keeps it, where mail is set up. */
export async function putShareRequestMails(
  tx: Tx,
  { id, organisation }: { readonly id: string; readonly organisation: string },
  now: Instant,
): Promise<void> {
  if (!isMailSetUp()) return;
  const people = await tx.membership.findMany({
    where: tellsWhom([organisation], now),
    select: { userId: true },
    distinct: ["userId"],
    orderBy: { userId: "asc" },
    take: MOST_TOLD,
  });
  const cause = { kind: "share-request", id };
  await putMessages(
    tx,
    people.map(({ userId: account }) => ({
      organisation,
      kind: "share-asked",
      cause,
      about: { account },
      channel: "mail",
      key: `share-asked:${id}:${account}`,
      dueAt: now,
    })),
    now,
  );
  afterCommit(tx, messagesAreDue);
}

/** The mails about requests that still wait for an answer, to whoever may still give it. */
export async function shareRequestsToMail(messages: readonly TakenMessage[]): Promise<readonly LetterToMail[]> {
  const asked = messages.filter(({ cause }) => cause.kind === "share-request");
  if (asked.length === 0) return [];
  const now = clock.now();
  const requests = await db.shareRequest.findMany({
    where: { id: { in: asked.map(({ cause }) => cause.id) }, decidedAt: null },
    select: {
      id: true,
      organisationId: true,
      sender: true,
      createdAt: true,
      organisation: { select: { places: { select: { timeZone: true }, take: 1 } } },
    },
  });
  const people = await db.membership.findMany({
    where: tellsWhom(
      requests.map(({ organisationId }) => organisationId),
      now,
    ),
    select: { userId: true, organisationId: true, user: { select: { email: true } } },
  });
  return asked.flatMap(({ id: message, about, cause }) => {
    const request = requests.find(({ id }) => id === cause.id);
    const person = people.find(
      ({ userId, organisationId }) =>
        "account" in about && userId === about.account && organisationId === request?.organisationId,
    );
    if (!request || !person) return [];
    return [
      {
        message,
        email: person.user.email,
        letter: shareAskedLetter("fr", request.sender, `${env.APP_URL}/coordination/partages`),
        expires: plusMinutes(instant(request.createdAt.getTime()), LASTS),
        waitsIn: request.organisation.places[0]?.timeZone ?? ZONE,
      },
    ];
  });
}
