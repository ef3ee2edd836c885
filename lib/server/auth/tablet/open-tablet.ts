import type { Actor, Role } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { dayOfTablet } from "#lib/access/shared-tablet.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { instant, plusMinutes, type Instant } from "#lib/time/instant.ts";
import { isUuid } from "#lib/uuid.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db, transaction, type Queryable, type Tx } from "#lib/server/db.ts";
import { sharedAddressOf } from "#lib/server/edge/hashed-address.ts";
import { consume, giveBack, type TooOften } from "#lib/server/edge/rate-limit.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { seal, unseal } from "#lib/server/sealed.ts";
import { claimedId, opens, sharedHash } from "#lib/server/secrets.ts";
import { adapter } from "#lib/server/auth/adapter.ts";
import { loginCookie } from "#lib/server/auth/cookies.ts";
import { rolesOfAccounts } from "#lib/server/auth/roles-of-accounts.ts";
import { hashOfLogin } from "#lib/server/auth/read-login.ts";
import { isCodeOfPass, typedTabletCode } from "./tablet-code.ts";
import { endOfLogin, freshTabletLogin } from "./tablet-login.ts";
import { isOpenable } from "./tablet-passes.ts";

/** Minutes within which a name is chosen after the code was typed or scanned. */
const CHOOSE_WITHIN = 10;

const PURPOSE = "tablet-choice";

/**
 * Text for the address of the page of names. It says which pass was shown, and holds for ten minutes, since that
 * address stays in the history of the browser.
 */
const sealChoice = (pass: string): string => seal(PURPOSE, pass, plusMinutes(clock.now(), CHOOSE_WITHIN));

const passOfChoice = (sealed: string): string | undefined => {
  const pass = unseal(PURPOSE, sealed, clock.now());
  return typeof pass === "string" && isUuid(pass) ? pass : undefined;
};

/**
 * What six digits open at a place today: a text that leads to the names. Refused `wrong-code`, whatever is wrong with
 * it; `too-many-requests` after five wrong ones for this place from one address in a quarter of an hour, and after 200
 * in a day from anywhere. A text of another form is no try.
 */
export async function choiceOfCode(
  slug: string,
  typed: string,
  headers: Pick<Headers, "get">,
): Promise<Result<string, "wrong-code"> | TooOften> {
  const digits = typedTabletCode(typed);
  if (digits === undefined) return refuse("wrong-code");
  const fromHere = sharedHash("tablet", `${slug}\0${sharedAddressOf(headers)}`);
  const counted = [
    ["tablet-code-tries", fromHere],
    ["tablet-codes-of-day", fromHere],
    ["tablet-codes-at-place", sharedHash("tablet", slug)],
  ] as const;
  // Counted before the code is looked at, so that guesses sent at once are counted too.
  for (const [limit, who] of counted) {
    const seconds = await consume(limit, who);
    if (seconds !== undefined) return { ok: false, refusal: "too-many-requests", seconds };
  }
  const pass = await passOfCode(slug, digits);
  if (pass === undefined) return refuse("wrong-code");
  for (const [limit, who] of counted) await giveBack(limit, who);
  return accept(sealChoice(pass));
}

async function passOfCode(slug: string, digits: string): Promise<string | undefined> {
  const place = await db.place.findUnique({ where: { slug }, select: { id: true, timeZone: true } });
  if (!place) return undefined;
  const localDate = new Date(`${dayOfTablet(clock.now(), place.timeZone)}T00:00:00Z`);
  const passes = await db.tabletPass.findMany({
    where: { placeId: place.id, localDate, endedAt: null },
    select: { id: true },
  });
  return passes.find(({ id }) => isCodeOfPass(digits, id))?.id;
}

/** The same of the secret in a QR code. */
export function choiceOfSecret(secret: string): Result<string, "wrong-code"> {
  const id = claimedId(secret);
  if (id === undefined || !opens(secret, "tablet-pass", id, 1)) return refuse("wrong-code");
  return accept(sealChoice(id));
}

/** Somebody who may open the tablet: their name as they wrote it, and the desk planned for them. */
type Planned = { readonly account: string; readonly name?: string; readonly desk: number };

/** A half-day that can be opened now, with those planned there who may run its line. */
export type HalfDayToOpen = {
  readonly permanence: string;
  readonly span: { readonly start: Instant; readonly end: Instant };
  readonly people: readonly Planned[];
};

/** The place of a tablet, and its half-days that can be opened. `organisation`: whose they are. */
export type TabletChoice = {
  readonly place: { readonly slug: string; readonly name: string };
  readonly organisation: string;
  readonly timeZone: string;
  readonly halfDays: readonly HalfDayToOpen[];
};

/**
 * Whose name can be chosen: the half-days of a pass and those planned there. Undefined once the text or its pass has
 * ended. Four queries.
 */
export async function readTabletChoice(sealed: string): Promise<TabletChoice | undefined> {
  const id = passOfChoice(sealed);
  return id === undefined ? undefined : choiceOfPass(db, id);
}

async function choiceOfPass(
  tx: Queryable & Pick<Tx, "permanence" | "tabletPass">,
  id: string,
): Promise<TabletChoice | undefined> {
  const pass = await tx.tabletPass.findFirst({
    where: { id, endedAt: null },
    select: {
      organisationId: true,
      placeId: true,
      localDate: true,
      permanenceId: true,
      madeById: true,
      place: { select: { slug: true, name: true, timeZone: true } },
    },
  });
  if (!pass) return undefined;
  const { organisationId: organisation, placeId: place } = pass;
  const rows = await tx.permanence.findMany({
    where: {
      placeId: place,
      organisationId: organisation,
      localDate: pass.localDate,
      ...(pass.permanenceId !== null && { id: pass.permanenceId }),
    },
    select: {
      id: true,
      status: true,
      localDate: true,
      timeZone: true,
      startsAt: true,
      endsAt: true,
      assignments: {
        where: { released: false, conseiller: { anonymisedAt: null } },
        select: { conseillerId: true, desk: true, conseiller: { select: { name: true } } },
        orderBy: { desk: "asc" },
      },
    },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
  });
  const now = clock.now();
  const open = rows.filter((row) => isOpenable(row, now));
  const planned = open.flatMap(({ assignments }) => assignments.map(({ conseillerId }) => conseillerId));
  const rolesOf = await rolesOfAccounts(tx, [...planned, pass.madeById], now);
  // What somebody has shown ends with their right to show it.
  if (
    pass.permanenceId !== null &&
    !may(as(pass.madeById, rolesOf(pass.madeById)), { act: "open-tablet", place, organisation })
  )
    return undefined;
  return {
    place: { slug: pass.place.slug, name: pass.place.name },
    organisation,
    timeZone: pass.place.timeZone,
    halfDays: open.map(({ id: permanence, startsAt, endsAt, assignments }) => ({
      permanence,
      span: { start: instant(startsAt.getTime()), end: instant(endsAt.getTime()) },
      people: assignments
        .filter(({ conseillerId }) =>
          may(as(conseillerId, rolesOf(conseillerId)), { act: "run-line", permanence, place, organisation }),
        )
        .map(({ conseillerId, desk, conseiller }) => ({
          account: conseillerId,
          ...(conseiller.name !== null && conseiller.name !== "" && { name: conseiller.name }),
          desk,
        })),
    })),
  };
}

const as = (user: string, roles: readonly Role[] = []): Actor => ({ kind: "staff", user, by: "login", roles });

/**
 * Opens the tablet for somebody who is planned at one of the half-days of a pass: a login for that half-day alone,
 * which ends when it closes. `before`: the login that this browser still had, which is ended. Refused `wrong-code` when
 * the text or its pass has ended, or nobody of that account is planned there.
 */
export async function openTablet(
  sealed: string,
  { permanence, account }: { readonly permanence: string; readonly account: string },
  before?: string,
): Promise<Result<{ readonly cookie: string }, "wrong-code">> {
  const id = passOfChoice(sealed);
  if (id === undefined || !isUuid(permanence)) return refuse("wrong-code");
  const opened = await transaction(async (tx) => {
    // A close waits for this, or this sees it.
    await tx.$queryRaw`SELECT 1 FROM permanence WHERE id = ${permanence}::uuid FOR SHARE`;
    await tx.$queryRaw`SELECT 1 FROM tablet_pass WHERE id = ${id}::uuid FOR SHARE`;
    const choice = await choiceOfPass(tx, id);
    const held = choice?.halfDays.find((one) => one.permanence === permanence);
    if (!choice || !held?.people.some((one) => one.account === account)) return refuse("wrong-code");
    const pass = await tx.tabletPass.findUniqueOrThrow({
      where: { id },
      select: { permanenceId: true, placeId: true, madeById: true },
    });
    const { token, seconds } = freshTabletLogin({ endsAt: toDate(held.span.end), timeZone: choice.timeZone });
    const now = clock.now();
    await tx.session.create({
      data: {
        userId: account,
        sessionToken: hashOfLogin(token),
        expires: endOfLogin(seconds),
        createdAt: toDate(now),
        permanenceId: permanence,
        tabletPassId: id,
      },
      select: { id: true },
    });
    const change = { organisation: choice.organisation, place: pass.placeId, permanence, data: { account } };
    await (pass.permanenceId === null
      ? appendJournal(tx, { kind: "anonymous" }, { act: "tablet-opened", ...change }, now)
      : appendJournal(tx, as(pass.madeById), { act: "tablet-vouched", ...change }, now));
    return accept({ cookie: loginCookie(token, seconds) });
  }, as(account));
  if (opened.ok && before !== undefined) await adapter.deleteSession?.(before);
  return opened;
}
