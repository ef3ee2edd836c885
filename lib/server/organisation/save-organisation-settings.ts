import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { accept, refuse } from "#lib/result.ts";
import { isUuid } from "#lib/uuid.ts";
import { readOrganisationChange, type OrganisationChange } from "#lib/wire/organisation/organisation-settings.ts";
import type { SetupProblem } from "#lib/wire/setup-fields.ts";
import { clock } from "#lib/server/clock.ts";
import { contentHash } from "#lib/server/content-hash.ts";
import { afterCommit, transaction, type Tx } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { encodeLogo, type Logo } from "#lib/server/place/encode-logo.ts";
import { forgetOrganisations } from "#lib/server/place/read-organisation.ts";
import { fieldsOfSettings, organisationFields } from "./read-organisation-settings.ts";
import { writeLogo, writeOrganisation } from "./set-up/organisation.ts";

/**
 * What a form of an organisation's settings holds. `fields` as they were typed (`readOrganisationChange` says their
 * names): one that is absent stays, an empty one is emptied. `logo`: a PNG or JPEG file; null takes the logo away.
 * `seen`: the version of what was stored of its form (`fieldsOfSettings`).
 */
type TypedSettings = {
  readonly organisation: string;
  readonly fields: unknown;
  readonly logo?: Uint8Array | null;
  readonly seen?: { readonly form: "service" | "statement"; readonly version: string } | undefined;
};

/**
 * `changed`: what differs now, by the names of columns, « service_name » apart from its camel-case form; empty when
 * nothing does.
 */
export type SavedSettings =
  | { readonly ok: true; readonly value: { readonly changed: readonly string[] } }
  | { readonly ok: false; readonly refusal: "not-found" | "not-allowed" | "changed-meanwhile" }
  | { readonly ok: false; readonly refusal: "to-correct"; readonly problems: readonly SetupProblem[] };

/**
 * An administrator says what their organisation is to residents: name of the service, telephone and its hours, the
 * written way beside it, relay in sign language, colour, logo, legal lines, accessibility statement. The pages of this
 * process show it at once, those of others within a minute. Refused, and nothing is written: `to-correct`, with every
 * field that is wrong at once; `changed-meanwhile` when somebody else saved that form since it was opened.
 */
export async function saveOrganisationSettings(
  actor: Actor,
  { organisation, fields, logo, seen }: TypedSettings,
): Promise<SavedSettings> {
  if (!isUuid(organisation)) return refuse("not-found");
  if (!may(actor, { act: "set-up-organisation", organisation })) return refuse("not-allowed");
  const change = readOrganisationChange(fields);
  const encoded = logo ? await encodeLogo(logo) : logo;
  const isRefused = encoded !== null && encoded !== undefined && "code" in encoded;
  if (!change.ok || isRefused)
    return {
      ok: false,
      refusal: "to-correct",
      problems: [...(change.ok ? [] : change.problems), ...(isRefused ? [encoded] : [])],
    };
  return transaction((tx) => save(tx, actor, { organisation, change: change.value, logo: encoded, seen }), actor);
}

async function save(
  tx: Tx,
  actor: Actor,
  {
    organisation,
    change,
    logo,
    seen,
  }: Pick<TypedSettings, "organisation" | "seen"> & {
    readonly change: OrganisationChange;
    readonly logo: Logo | null | undefined;
  },
): Promise<SavedSettings> {
  const found = await tx.$queryRaw<unknown[]>`SELECT FROM organisation WHERE id = ${organisation}::uuid FOR UPDATE`;
  if (found.length === 0) return refuse("not-found");
  const fields = (await organisationFields(tx, organisation))?.fields ?? {};
  if (seen && seen.version !== contentHash(fieldsOfSettings(fields, seen.form))) return refuse("changed-meanwhile");
  const now = clock.now();
  const columns = await writeOrganisation(tx, organisation, change, now);
  const changed = [...columns, ...((await writeLogo(tx, organisation, logo)) ? ["logo"] : [])];
  if (changed.length === 0) return accept({ changed });
  const data = { fields: changed.join(" ") };
  await appendJournal(tx, actor, { act: "organisation-settings-changed", organisation, data }, now);
  afterCommit(tx, forgetOrganisations);
  return accept({ changed });
}
