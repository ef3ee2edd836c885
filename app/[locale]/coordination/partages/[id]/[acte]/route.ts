import { handleStaffForm, type StaffOutcome } from "#app/staff-form.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { changeShare, renewShare, revokeShare } from "#lib/server/calendar/change-share.ts";
import {
  changeShareBody,
  fieldOfShareIssue,
  fieldOfShareRefusal,
  originsOfForm,
  shareChangeOfForm,
} from "#lib/wire/share.ts";
import { refusalsOf } from "#lib/wire/staff-form.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

type Fields = Readonly<Record<string, string>>;
type Act = (actor: StaffActor, share: string, fields: Fields) => Promise<StaffOutcome>;

/** What the forms of the page of a share do, by the last part of their address. */
const ACTS: Readonly<Record<string, Act>> = {
  changer: (actor, share, fields) => change(actor, share, shareChangeOfForm(fields)),
  cadre: (actor, share, fields) => change(actor, share, { frameOrigins: originsOfForm(fields) }),
  renouveler: async (actor, share, { generation }) => {
    const renewed = await renewShare(actor, share, Number.parseInt(generation ?? "", 10) || 0);
    return renewed.ok ? { ok: true, done: "shareRenewed" } : { ok: false, refusals: { form: renewed.refusal } };
  },
  arreter: async (actor, share) => {
    const revoked = await revokeShare(actor, share);
    return revoked.ok
      ? { ok: true, done: "shareRevoked", to: "/coordination/partages" }
      : { ok: false, refusals: { form: revoked.refusal } };
  },
};

async function change(actor: StaffActor, share: string, said: unknown): Promise<StaffOutcome> {
  const typed = changeShareBody.safeParse(said);
  if (!typed.success) return { ok: false, refusals: refusalsOf(typed.error, fieldOfShareIssue) };
  const changed = await changeShare(actor, share, typed.data);
  return changed.ok
    ? { ok: true, done: "saved" }
    : { ok: false, refusals: { [fieldOfShareRefusal(changed.refusal)]: changed.refusal } };
}

/** The forms of the page of a share. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; id: string; acte: string }> },
): Promise<Response> {
  const { locale, id, acte } = await params;
  return handleStaffForm(
    request,
    { locale, page: `/coordination/partages/${id}`, form: acte },
    async (actor, fields) => (await ACTS[acte]?.(actor, id, fields)) ?? { ok: false, refusals: { form: "malformed" } },
  );
}
