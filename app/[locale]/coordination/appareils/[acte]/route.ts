import { handleStaffForm, type StaffOutcome } from "#app/staff-form.ts";
import { makeEnrolCode, renewEnrolCode, revokeDevice, type ToEnrol } from "#lib/server/auth/devices.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { sealCode } from "#lib/server/auth/shown-code.ts";
import { makeDeviceBody } from "#lib/wire/device.ts";
import { refusalsOf } from "#lib/wire/staff-form.ts";
import { idempotencyKey } from "#lib/wire/visit.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

type Act = (actor: StaffActor, fields: Readonly<Record<string, string>>) => Promise<StaffOutcome>;

/** What the forms of the page of devices do, by the last part of their address. */
const ACTS: Readonly<Record<string, Act>> = {
  creer: async (actor, { place = "", kind = "", name = "", key }) => {
    if (name.trim() === "") return { ok: false, refusals: { name: "missing" } };
    const typed = makeDeviceBody.safeParse({ place, kind, name });
    if (!typed.success) return { ok: false, refusals: refusalsOf(typed.error) };
    const made = await makeEnrolCode(actor, typed.data, idempotencyKey.safeParse(key).data);
    if (!made.ok) return { ok: false, refusals: { form: made.refusal } };
    return showCode({ ...made.value, place });
  },
  code: async (actor, { device = "" }) => {
    const made = await renewEnrolCode(actor, device);
    return made.ok ? showCode(made.value) : { ok: false, refusals: { form: made.refusal } };
  },
  retirer: async (actor, { device = "" }) => {
    const revoked = await revokeDevice(actor, device);
    return revoked.ok ? { ok: true, done: "deviceRevoked" } : { ok: false, refusals: { form: revoked.refusal } };
  },
};

/** Leads to the page with the code, sealed in its address. */
function showCode({ code, place, expiresAt, timeZone }: ToEnrol & { readonly place: string }): StaffOutcome {
  const shown = new URLSearchParams({ code: sealCode({ code, place, until: expiresAt, timeZone }) });
  return { ok: true, done: "codeMade", to: `/coordination/appareils?${shown}` };
}

/** The forms of the page of devices. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; acte: string }> },
): Promise<Response> {
  const { locale, acte } = await params;
  return handleStaffForm(
    request,
    { locale, page: "/coordination/appareils", form: acte },
    async (actor, fields) => (await ACTS[acte]?.(actor, fields)) ?? { ok: false, refusals: { form: "malformed" } },
  );
}
