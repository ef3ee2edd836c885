import { handleStaffForm, type StaffOutcome } from "#app/staff-form.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { readTabletOfHalfDay, renewCodeOfDay, showPass } from "#lib/server/auth/tablet/tablet-passes.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

type Act = (actor: StaffActor, permanence: string, seen: string | undefined) => Promise<StaffOutcome>;

/** What the forms of the page do, by the last part of their address. */
const ACTS: Readonly<Record<string, Act>> = {
  montrer: async (actor, permanence) => {
    const shown = await showPass(actor, permanence);
    if (shown.ok) return { ok: true, done: "tabletShown" };
    return { ok: false, refusals: { form: shown.refusal === "half-day-over" ? "already-over" : shown.refusal } };
  },
  code: async (actor, permanence, seen) => {
    const read = await readTabletOfHalfDay(actor, permanence);
    if (!read.ok) return { ok: false, refusals: { form: read.refusal } };
    const { place, organisation } = read.value;
    const made = await renewCodeOfDay(actor, { place: place.id, organisation }, seen);
    if (!made.ok) return { ok: false, refusals: { form: made.refusal } };
    return { ok: true, done: seen === undefined ? "tabletCodeMade" : "tabletCodeRenewed" };
  },
};

/** The forms with which a colleague opens the shared tablet of a half-day for another. `vu`: the code that the page showed. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; id: string; acte: string }> },
): Promise<Response> {
  const { locale, id, acte } = await params;
  return handleStaffForm(
    request,
    { locale, page: `/conseiller/permanences/${id}/tablette`, form: acte },
    async (actor, { vu }) => (await ACTS[acte]?.(actor, id, vu)) ?? { ok: false, refusals: { form: "malformed" } },
  );
}
