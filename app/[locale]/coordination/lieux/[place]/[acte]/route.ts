import { handleStaffForm, type StaffOutcome } from "#app/staff-form.ts";
import type { Result } from "#lib/result.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { renewCodeOfDay } from "#lib/server/auth/tablet/tablet-passes.ts";
import { addPlaceContact, removePlaceContact } from "#lib/server/place/place-contacts.ts";
import { renewDoor } from "#lib/server/place/renew-door.ts";
import { changePlace } from "#lib/server/planning/change-place.ts";
import { hidePlace } from "#lib/server/planning/hide-place.ts";
import { refusalsOfPlace, refusalsOfPlaceForm } from "#lib/server/planning/place-columns.ts";
import { placeBody, placeContactBody, placeOfForm } from "#lib/wire/place-body.ts";
import { isStaffRefusal, refusalsOf } from "#lib/wire/staff-form.ts";
import { idempotencyKey } from "#lib/wire/visit.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

type Fields = Readonly<Record<string, string>>;
type Act = (actor: StaffActor, place: string, fields: Fields) => Promise<StaffOutcome>;

/** What the forms of the page of a place do, by the last part of their address. */
const ACTS: Readonly<Record<string, Act>> = {
  enregistrer: async (actor, place, fields) => {
    const typed = placeBody.safeParse(placeOfForm(fields));
    if (!typed.success) return { ok: false, refusals: refusalsOfPlaceForm(typed.error, fields) };
    const changed = await changePlace(actor, place, typed.data, fields["seen"]);
    return changed.ok ? { ok: true, done: "saved" } : { ok: false, refusals: refusalsOfPlace(changed) };
  },
  contact: async (actor, place, { roleName = "", phone = "", email = "", key }) => {
    const typed = placeContactBody.safeParse({ roleName, phone, email });
    if (!typed.success) return { ok: false, refusals: refusalsOf(typed.error) };
    return told(await addPlaceContact(actor, place, typed.data, idempotencyKey.safeParse(key).data), "contactMade");
  },
  retirer: async (actor, place, { contact = "" }) =>
    told(await removePlaceContact(actor, place, contact), "contactRemoved"),
  porte: async (actor, place, { generation }) =>
    told(await renewDoor(actor, place, Number.parseInt(generation ?? "", 10) || 0), "doorRenewed"),
  code: async (actor, place, { vu }) =>
    told(await renewCodeOfDay(actor, { place }, vu), vu === undefined ? "tabletCodeMade" : "tabletCodeRenewed"),
  cacher: async (actor, place, { coming }) =>
    told(await hidePlace(actor, place, { hidden: true, seen: Number.parseInt(coming ?? "", 10) || 0 }), "placeHidden"),
  montrer: async (actor, place) => told(await hidePlace(actor, place, { hidden: false }), "placeShown"),
};

function told(outcome: Result<unknown, string>, done: string): StaffOutcome {
  if (outcome.ok) return { ok: true, done };
  const { refusal } = outcome;
  return {
    ok: false,
    refusals: { form: isStaffRefusal(refusal) ? refusal : "unexpected" },
  };
}

/** The forms of the page of a place; the field `place` holds its id. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; place: string; acte: string }> },
): Promise<Response> {
  const { locale, place, acte } = await params;
  return handleStaffForm(
    request,
    { locale, page: `/coordination/lieux/${place}`, form: acte },
    async (actor, fields) =>
      (await ACTS[acte]?.(actor, fields["place"] ?? "", fields)) ?? { ok: false, refusals: { form: "malformed" } },
  );
}
