import { handleStaffForm, type StaffOutcome } from "#app/staff-form.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { saveMessageSettings } from "#lib/server/planning/messages/message-settings.ts";
import { settleNotSent } from "#lib/server/planning/messages/messages-not-sent.ts";
import { isUuid } from "#lib/uuid.ts";
import { messageSettingsForm } from "#lib/wire/message-settings.ts";
import { refusalsOf } from "#lib/wire/staff-form.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

const PAGE = "/coordination/messages";

type Fields = Readonly<Record<string, string>>;

/** The page of the organisation that the form was about. */
const pageOf = ({ slug = "" }: Fields): string => `${PAGE}?${new URLSearchParams({ organisation: slug })}`;

/** What the forms of the page do, by the last part of their address. */
const ACTS: Readonly<Record<string, (actor: StaffActor, fields: Fields) => Promise<StaffOutcome>>> = {
  rappels: async (actor, fields) => {
    const { organisation = "", seen } = fields;
    if (!isUuid(organisation)) return { ok: false, refusals: { form: "not-found" } };
    const change = messageSettingsForm.safeParse(fields);
    if (!change.success) return { ok: false, refusals: refusalsOf(change.error) };
    const saved = await saveMessageSettings(actor, {
      organisation,
      change: change.data,
      ...(seen !== undefined && { seen }),
    });
    return saved.ok
      ? { ok: true, done: "saved", to: pageOf(fields) }
      : { ok: false, refusals: { form: saved.refusal } };
  },
  dit: async (actor, fields) => {
    const { organisation = "", message = "" } = fields;
    if (!isUuid(organisation) || !isUuid(message)) return { ok: false, refusals: { form: "not-found" } };
    const settled = await settleNotSent(actor, { organisation, message });
    return settled.ok
      ? { ok: true, done: "messageSettled", to: pageOf(fields) }
      : { ok: false, refusals: { form: settled.refusal } };
  },
};

/** The forms of the page of messages. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; acte: string }> },
): Promise<Response> {
  const { locale, acte } = await params;
  // Each message of the list has a form of its own, and a refusal is shown there.
  const message = new URL(request.url).searchParams.get("message");
  return handleStaffForm(
    request,
    { locale, page: PAGE, form: message === null ? acte : `${acte}-${message}` },
    async (actor, fields) => (await ACTS[acte]?.(actor, fields)) ?? { ok: false, refusals: { form: "malformed" } },
  );
}
