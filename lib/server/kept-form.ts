import { randomUUID } from "node:crypto";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { toDate } from "./clock.ts";
import { unlessLost } from "./database-watch.ts";
import { db } from "./db.ts";
import { logUnexpected } from "./log.ts";
import { KEPT_FOR, openTyped, sealTyped } from "./typed-form.ts";

/**
 * Characters up to which a sealed form stands in the address itself, and up to which it does when no row can be
 * written: Node.js reads 16 kB of an address with all other headers.
 */
const MOST_IN_ADDRESS = 2_000;
const MOST_WITHOUT_ROW = 12_000;

/** Whose a kept form is, or who asks for it: their account, and the browser that they use, as far as each is known. */
type Reader = { readonly user: string | undefined; readonly browser: string | undefined };

/**
 * Keeps a form of the team for half an hour; answers what `openKept` opens it with, as text for an address
 * (docs/decisions/set-up.md). It is that of `user`, or of `browser` while no account is known; with neither its
 * refusals alone are kept. A short one is the text itself, sealed; a longer one is a row, and the text its id. Where no
 * row can be written, or no `user` is known, a form too long for an address keeps its refusals and loses its fields.
 */
export async function keepTyped(form: TypedForm, { user, browser }: Reader, now: Instant): Promise<string> {
  const sealed = sealTyped(form, now, user ?? browser);
  if (sealed.length <= MOST_IN_ADDRESS) return sealed;
  const id = user === undefined ? undefined : await written(sealed, user, now).catch(logUnexpected);
  return id ?? (sealed.length <= MOST_WITHOUT_ROW ? sealed : sealTyped({ ...form, fields: {} }, now, user ?? browser));
}

/**
 * The same of a form whose login had ended, always as a row, which opens in this browser alone (`browserOf`): nobody
 * can lay a form of their own before somebody else. It becomes that of the first account that opens it there.
 */
export const keepForNextLogin = (form: TypedForm, browser: string, now: Instant): Promise<string> =>
  written(sealTyped(form, now, browser), null, now);

/**
 * The form that `keepTyped` or `keepForNextLogin` kept; undefined for a form of another account or browser, one too
 * old, and any other text.
 */
export async function openKept(
  { user, browser }: Reader & { readonly user: string },
  text: string | undefined,
  now: Instant,
): Promise<TypedForm | undefined> {
  if (text === undefined || !UUID.test(text)) return openedBy({ user, browser }, text, now);
  const row = await db.typedForm.findUnique({ where: { id: text }, select: { userId: true, content: true } });
  const form = openedBy({ user, browser }, row?.content, now);
  if (!row || !form) return undefined;
  const isTheirs = row.userId === null ? await taken(text, user) : row.userId === user;
  return isTheirs ? form : undefined;
}

const openedBy = ({ user, browser }: Reader, text: string | undefined, now: Instant): TypedForm | undefined =>
  openTyped(text, now, user) ?? openTyped(text, now, browser);

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/u;

async function written(content: string, userId: string | null, now: Instant): Promise<string> {
  const id = randomUUID();
  const expiresAt = toDate(plusMinutes(now, KEPT_FOR));
  await unlessLost(() => db.typedForm.create({ data: { id, userId, content, expiresAt } }));
  return id;
}

/** Gives a form without account to this one; false when another was faster. */
async function taken(id: string, userId: string): Promise<boolean> {
  const { count } = await db.typedForm.updateMany({ where: { id, userId: null }, data: { userId } });
  return count === 1;
}
