import { z } from "zod";
import { handleStaffForm, type StaffOutcome } from "#app/staff-form.ts";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import {
  becomeConseiller,
  deactivateAccount,
  endRole,
  giveRole,
  reactivateAccount,
  type InOrganisation,
  type RoleRefusal,
} from "#lib/server/auth/people/change-roles.ts";
import { giveSignInLink } from "#lib/server/auth/give-sign-in-link.ts";
import { sealLink } from "#lib/server/auth/shown-link.ts";
import { clock } from "#lib/server/clock.ts";
import { resetFactor, type ResetRefusal } from "#lib/server/auth/second-factor/reset-factor.ts";
import { saveWorkingTime } from "#lib/server/planning/people/working-time.ts";
import { beginningOfDay, endOfDay } from "#lib/server/auth/people/role-wanted.ts";
import type { Result } from "#lib/result.ts";
import { fieldOfRoleRefusal, peopleFields, placesOf, roleForm, roleOf } from "#lib/wire/people.ts";
import { refusalsOf } from "#lib/wire/staff-form.ts";
import { readWorkingTimeForm } from "#lib/wire/working-time-form.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

type Fields = Readonly<Record<string, string>>;

/** What the forms of the page of a person do; the field `organisation` holds the slug of the organisation that it is about. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; account: string; acte: string }> },
): Promise<Response> {
  const { locale, account, acte } = await params;
  const page = `/coordination/equipe/${account}`;
  return handleStaffForm(request, { locale, page, form: acte }, async (actor, fields) => {
    const held = await organisationOfPage(actor, "manage-people", fields["organisation"]);
    if (!held) return { ok: false, refusals: { form: "not-allowed" } };
    const of = { organisation: held.chosen.id, account };
    const to = `${page}?organisation=${held.chosen.slug}`;
    if (acte === "lien") return giveLink(actor, of, to);
    const outcome = await act(actor, of, acte, fields);
    return outcome.ok ? { ...outcome, to } : outcome;
  });
}

async function giveLink(actor: StaffActor, of: InOrganisation, to: string): Promise<StaffOutcome> {
  const made = await giveSignInLink(actor, of);
  if (!made.ok) return { ok: false, refusals: { form: made.refusal } };
  const lien = sealLink({ giver: actor.user, account: of.account, link: made.value }, clock.now());
  return { ok: true, done: "linkMade", to: `${to}&${new URLSearchParams({ lien })}` };
}

async function act(actor: StaffActor, of: InOrganisation, acte: string, fields: Fields): Promise<StaffOutcome> {
  if (acte === "role") return give(actor, of, fields);
  if (acte === "temps") return workingTime(actor, of, fields);
  if (acte === "devient") return becomes(actor, of, fields);
  if (acte === "fermer") return told(await deactivateAccount(actor, of), "accessClosed");
  if (acte === "rouvrir") return told(await reactivateAccount(actor, of), "accessOpened");
  if (acte === "second-facteur") return told(await resetFactor(actor, of), "factorReset");
  const role = roleOf(acte.replace(/^arreter-/u, ""));
  return role ? told(await endRole(actor, of, role), "roleEnded") : { ok: false, refusals: { form: "malformed" } };
}

async function give(actor: StaffActor, of: InOrganisation, fields: Fields): Promise<StaffOutcome> {
  const typed = roleForm.safeParse(peopleFields(fields));
  if (!typed.success) return { ok: false, refusals: refusalsOf(typed.error) };
  const { role, endsOn } = typed.data;
  const endsAt = endsOn === undefined ? undefined : await endOfDay(of.organisation, endsOn);
  return told(await giveRole(actor, of, { role, places: placesOf(typed.data), endsAt }), "roleGiven");
}

async function workingTime(actor: StaffActor, of: InOrganisation, fields: Fields): Promise<StaffOutcome> {
  const typed = readWorkingTimeForm(fields);
  if (!typed.ok) return typed;
  const saved = await saveWorkingTime(actor, { ...of, ...typed.value, seen: fields["seen"] ?? "" });
  return saved.ok ? { ok: true, done: "workingTimeSaved" } : { ok: false, refusals: { form: saved.refusal } };
}

async function becomes(actor: StaffActor, of: InOrganisation, fields: Fields): Promise<StaffOutcome> {
  const day = z.iso.date().safeParse(fields["from"] ?? "");
  if (!day.success) return { ok: false, refusals: { from: fields["from"] ? "malformed" : "missing" } };
  const changed = await becomeConseiller(actor, of, await beginningOfDay(of.organisation, day.data));
  if (changed.ok) return { ok: true, done: "becomesConseiller" };
  return { ok: false, refusals: { [changed.refusal === "already-over" ? "from" : "form"]: changed.refusal } };
}

const told = (outcome: Result<void, RoleRefusal | ResetRefusal>, done: string): StaffOutcome =>
  outcome.ok ? { ok: true, done } : { ok: false, refusals: { [fieldOfRoleRefusal(outcome.refusal)]: outcome.refusal } };
