import { refusalsOfCode } from "#app/[locale]/second-factor-refusal.ts";
import { handleStaffForm, type StaffOutcome } from "#app/staff-form.ts";
import { cookieIn, sessionCookie } from "#lib/server/auth/cookies.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { removeFactor, renewRecoveryCodes, setFactorUp } from "#lib/server/auth/second-factor/own-factor.ts";
import { sealRecoveryCodes } from "#lib/server/auth/second-factor/shown-codes.ts";
import { clock } from "#lib/server/clock.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

const PAGE = "/moi/second-facteur";

/** What the forms of the page of one's own second factor do: set it up (`activer`), new recovery codes (`codes`), take it away (`retirer`). */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; acte: string }> },
): Promise<Response> {
  const { locale, acte } = await params;
  const login = cookieIn(request.headers, sessionCookie.name) ?? "";
  return handleStaffForm(request, { locale, page: PAGE, form: acte }, (actor, { code = "" }) =>
    act({ actor, login, acte, code }, locale),
  );
}

type Asked = {
  readonly actor: StaffActor;
  readonly login: string;
  readonly acte: string;
  readonly code: string;
};

async function act({ actor, login, acte, code }: Asked, locale: string): Promise<StaffOutcome> {
  if (acte === "activer") {
    const made = await setFactorUp({ actor, login }, code);
    if (!made.ok) return { ok: false, refusals: refusalsOfCode(made, locale) };
    return { ok: true, done: "factorSetUp", to: showing(actor, made.value.codes), cookies: [made.value.cookie] };
  }
  if (acte === "codes") {
    const made = await renewRecoveryCodes(actor, code);
    if (!made.ok) return { ok: false, refusals: refusalsOfCode(made, locale) };
    return { ok: true, done: "codesRenewed", to: showing(actor, made.value) };
  }
  if (acte === "retirer") {
    const removed = await removeFactor(actor, code);
    if (!removed.ok) return { ok: false, refusals: refusalsOfCode(removed, locale) };
    return { ok: true, done: "factorRemoved" };
  }
  return { ok: false, refusals: { form: "malformed" } };
}

/** The page with the new recovery codes, which its address holds sealed. */
const showing = ({ user }: StaffActor, codes: readonly string[]): string =>
  `${PAGE}?${new URLSearchParams({ codes: sealRecoveryCodes(user, codes, clock.now()) })}`;
