import { handleStaffForm, type StaffOutcome } from "#app/staff-form.ts";
import { cookieIn, sessionCookie } from "#lib/server/auth/cookies.ts";
import { changeOwnAccount, endOtherLogins, endOwnLogin } from "#lib/server/auth/own-account.ts";
import { revokeOwnToken } from "#lib/server/auth/own-tokens.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import type { Result } from "#lib/result.ts";
import { peopleFields, personForm } from "#lib/wire/people.ts";
import { refusalsOf } from "#lib/wire/staff-form.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

type Fields = Readonly<Record<string, string>>;

/** What the forms of one's own page do. The form of a login or token is named by its id. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; acte: string }> },
): Promise<Response> {
  const { locale, acte } = await params;
  return handleStaffForm(request, { locale, page: "/moi", form: acte }, (actor, fields) =>
    act(actor, acte, fields, cookieIn(request.headers, sessionCookie.name)),
  );
}

async function act(actor: StaffActor, acte: string, fields: Fields, login: string | undefined): Promise<StaffOutcome> {
  if (acte === "nom") {
    const typed = personForm.safeParse(peopleFields(fields));
    return typed.success
      ? told(await changeOwnAccount(actor, typed.data), "saved")
      : { ok: false, refusals: refusalsOf(typed.error) };
  }
  if (acte === "fermer-autres") return told(await endOtherLogins(actor, login), "loginsEnded");
  const [what, id = ""] = acte.split(/-(.*)/su);
  if (what === "fermer") return told(await endOwnLogin(actor, id), "loginEnded");
  if (what === "revoquer") return told(await revokeOwnToken(actor, id), "tokenRevoked");
  return { ok: false, refusals: { form: "malformed" } };
}

const told = (outcome: Result<void, "not-allowed" | "not-found">, done: string): StaffOutcome =>
  outcome.ok ? { ok: true, done } : { ok: false, refusals: { form: outcome.refusal } };
