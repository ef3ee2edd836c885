import { PLANNED_ROLES } from "#lib/access/roles.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { MINUTE, plusMinutes } from "#lib/time/instant.ts";
import type { LetterToMail } from "#lib/server/auth/letter-to-mail.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { lastsAt } from "#lib/server/auth/roles-of-accounts.ts";
import { isMailSetUp } from "#lib/server/auth/send-mail.ts";
import { clock } from "#lib/server/clock.ts";
import { afterCommit, db, transaction } from "#lib/server/db.ts";
import { env } from "#lib/server/env.ts";
import { messagesAreDue } from "#lib/server/outbox/due-messages.ts";
import { putMessage, type TakenMessage } from "#lib/server/outbox/outbox.ts";
import { dateOfColumn } from "#lib/server/schedule/permanence-rows.ts";
import { halfDayOfTeam } from "./half-day-to-record.ts";
import { readFigures } from "./read-figures.ts";
import { summaryLetter } from "./summary-letter.ts";

/** Minutes in which a second tap sends nothing more, and for which such a mail is worth anything: a day. */
const ONCE_IN = 10;
const LASTS = 24 * 60;

/** The roles of the team, which may read the summary of a half-day. */
const TEAM = ["reception", ...PLANNED_ROLES];

/**
 * Puts in the mail of the summary to whoever asks for it, and to nobody else. Refused `nothing-sent` where no mail is
 * set up.
 */
export async function mailSummary(
  actor: StaffActor,
  id: string,
): Promise<Result<void, "not-found" | "not-allowed" | "nothing-sent">> {
  const team = await halfDayOfTeam(actor, id);
  if (!team.ok) return team;
  if (!isMailSetUp()) return refuse("nothing-sent");
  const now = clock.now();
  const { id: permanence, organisation, span } = team.value;
  return transaction(async (tx) => {
    const cause = { kind: "half-day", id: permanence };
    const about = { account: actor.user };
    const key = `half-day-summary:${permanence}:${actor.user}:${Math.max(0, Math.floor((now - span.start) / (ONCE_IN * MINUTE)))}`;
    const message = { organisation, kind: "half-day-summary", cause, about, channel: "mail" } as const;
    await putMessage(tx, message, { key, dueAt: now }, now);
    afterCommit(tx, messagesAreDue);
    return accept(undefined);
  }, actor);
}

/** The mails of summaries that somebody asked for, with the figures of now, while they are of that team. */
export async function summariesToMail(messages: readonly TakenMessage[]): Promise<readonly LetterToMail[]> {
  const asked = messages.filter(({ kind }) => kind === "half-day-summary");
  if (asked.length === 0) return [];
  const now = clock.now();
  const ids = [...new Set(asked.map(({ cause }) => cause.id))];
  const [halfDays, figures, people] = await Promise.all([
    db.permanence.findMany({
      where: { id: { in: ids } },
      select: {
        id: true,
        localDate: true,
        organisationId: true,
        placeId: true,
        place: { select: { name: true } },
      },
    }),
    readFigures(ids),
    db.membership.findMany({
      where: {
        userId: { in: asked.flatMap(({ about }) => ("account" in about ? [about.account] : [])) },
        role: { in: TEAM },
        ...lastsAt(now),
        user: { anonymisedAt: null },
      },
      select: {
        userId: true,
        organisationId: true,
        everyPlace: true,
        places: { select: { placeId: true } },
        user: { select: { email: true } },
      },
    }),
  ]);
  return asked.flatMap(({ id: message, about, cause, putAt }) => {
    const halfDay = halfDays.find(({ id }) => id === cause.id);
    const sums = figures.get(cause.id);
    const person = people.find(
      ({ userId, organisationId, everyPlace, places }) =>
        "account" in about &&
        userId === about.account &&
        organisationId === halfDay?.organisationId &&
        (everyPlace || places.some(({ placeId }) => placeId === halfDay.placeId)),
    );
    if (!halfDay || !sums || !person) return [];
    const page = `${env.APP_URL}/conseiller/permanences/${halfDay.id}/bilan`;
    const letter = summaryLetter(
      "fr",
      { place: halfDay.place.name, localDate: dateOfColumn(halfDay.localDate) },
      sums,
      page,
    );
    return [{ message, email: person.user.email, letter, expires: plusMinutes(putAt, LASTS) }];
  });
}
