import { getTranslations } from "next-intl/server";
import { handleStaffForm, type StaffOutcome } from "#app/staff-form.ts";
import { localeOf } from "#i18n/routing.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { changeShare, renewShare, revokeShare } from "#lib/server/calendar/change-share.ts";
import {
  changeShareBody,
  fieldOfShareIssue,
  fieldOfShareRefusal,
  idleBoxesOf,
  originsOfForm,
  refusedOriginsOfForm,
  shareChangeOfForm,
} from "#lib/wire/share.ts";
import { refusalsOf } from "#lib/wire/staff-form.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

type Fields = Readonly<Record<string, string>>;
type Act = (actor: StaffActor, share: string, fields: Fields, locale: string) => Promise<StaffOutcome>;

/** What the forms of the page of a share do, by the last part of their address. */
const ACTS: Readonly<Record<string, Act>> = {
  changer: (actor, share, fields) => change(actor, share, shareChangeOfForm(fields), idleBoxesOf(fields)),
  cadre: async (actor, share, fields, locale) => {
    const refused = await sayRefusedOrigin(fields, locale);
    if (refused !== undefined) return { ok: false, refusals: { origins: { said: refused } } };
    return change(actor, share, { frameOrigins: originsOfForm(fields) });
  },
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

/** Which of the sites is the first that is refused, by its line, and why; undefined when all are taken. */
async function sayRefusedOrigin(fields: Fields, locale: string): Promise<string | undefined> {
  const [refused] = refusedOriginsOfForm(fields);
  if (!refused) return undefined;
  const t = await getTranslations({ locale: localeOf(locale), namespace: "staff.shares.frame" });
  return t(`refused.${refused.why}`, { line: refused.line, site: refused.site });
}

/** `idle`: the refusal of boxes that have no effect, if any. */
async function change(
  actor: StaffActor,
  share: string,
  said: unknown,
  idle: ReturnType<typeof idleBoxesOf> = {},
): Promise<StaffOutcome> {
  const typed = changeShareBody.safeParse(said);
  if (!typed.success) return { ok: false, refusals: { ...refusalsOf(typed.error, fieldOfShareIssue), ...idle } };
  if (idle.by) return { ok: false, refusals: idle };
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
    async (actor, fields) =>
      (await ACTS[acte]?.(actor, id, fields, locale)) ?? { ok: false, refusals: { form: "malformed" } },
  );
}
