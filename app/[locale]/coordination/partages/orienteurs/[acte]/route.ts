import { handleStaffForm, type StaffOutcome } from "#app/staff-form.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { makeReferrer, revokeReferrer } from "#lib/server/booking/referrers/manage-referrers.ts";
import { referrerBody } from "#lib/wire/referrer.ts";
import { refusalsOf } from "#lib/wire/staff-form.ts";
import { idempotencyKey } from "#lib/wire/visit.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

const PAGE = "/coordination/partages/orienteurs";

type Fields = Readonly<Record<string, string>>;

/** The page of the organisation that the form was about. */
const pageOf = ({ slug = "" }: Fields): string => `${PAGE}?${new URLSearchParams({ organisation: slug })}`;

/** What the forms of the page do, by the last part of their address. */
const ACTS: Readonly<Record<string, (actor: StaffActor, fields: Fields) => Promise<StaffOutcome>>> = {
  creer: async (actor, { key, slug = "", ...typed }) => {
    const body = referrerBody.safeParse(typed);
    if (!body.success) return { ok: false, refusals: refusalsOf(body.error) };
    const made = await makeReferrer(actor, body.data, idempotencyKey.safeParse(key).data);
    return made.ok
      ? { ok: true, done: "referrerMade", to: pageOf({ slug }) }
      : { ok: false, refusals: { form: made.refusal } };
  },
  arreter: async (actor, fields) => {
    const revoked = await revokeReferrer(actor, fields["referrer"] ?? "");
    return revoked.ok
      ? { ok: true, done: "referrerRevoked", to: pageOf(fields) }
      : { ok: false, refusals: { form: revoked.refusal } };
  },
};

/** The forms of the page of structures that refer people. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; acte: string }> },
): Promise<Response> {
  const { locale, acte } = await params;
  return handleStaffForm(
    request,
    { locale, page: PAGE, form: acte },
    async (actor, fields) => (await ACTS[acte]?.(actor, fields)) ?? { ok: false, refusals: { form: "malformed" } },
  );
}
