import type { Instant } from "../../../time/instant.ts";
import type { SetupFile } from "../../../wire/setup-file.ts";
import type { Tx } from "../../db.ts";
import { rewriteEvents } from "../rewrite-events.ts";
import { changesOf, isEmpty, type SetUpStep } from "./progress.ts";

/** Writes the operator and what it says of itself, and the calendar texts of its half-days when its telephone changes. */
export async function saveOperator(
  tx: Tx,
  said: SetupFile["operator"],
  now: Instant,
): Promise<{ readonly id: string; readonly step: SetUpStep }> {
  const organisation = await saveOrganisation(tx, said, now);
  const settings = await saveSettings(tx, organisation.id, said);
  const did =
    organisation.did === "made" ? "made" : [organisation.did, settings].includes("changed") ? "changed" : "unchanged";
  return { id: organisation.id, step: { kind: "operator", name: said.name, did } };
}

type Saved = { readonly id: string; readonly did: SetUpStep["did"] };

async function saveOrganisation(
  tx: Tx,
  { slug, name, organisation, kind, telephone, telephoneHours }: SetupFile["operator"],
  now: Instant,
): Promise<Saved> {
  const wanted = { name: organisation ?? name, kind, operator: true, phone: telephone, phoneHours: telephoneHours };
  const row = await tx.organisation.findUnique({ where: { slug } });
  if (!row) {
    const { phoneHours = null, ...made } = wanted;
    const { id } = await tx.organisation.create({ data: { ...made, phoneHours, slug }, select: { id: true } });
    return { id, did: "made" };
  }
  const changes = changesOf(row, wanted);
  if (isEmpty(changes)) return { id: row.id, did: "unchanged" };
  await tx.organisation.update({ where: { id: row.id }, data: definedOf(changes), select: { id: true } });
  if ("phone" in changes) await rewriteEvents(tx, { organisationId: row.id }, now);
  return { id: row.id, did: "changed" };
}

async function saveSettings(
  tx: Tx,
  organisationId: string,
  said: SetupFile["operator"],
): Promise<"changed" | "unchanged"> {
  const wanted = {
    serviceName: said.name,
    accent: said.accent,
    department: said.department,
    writtenMail: said.written.mail,
    writtenSms: said.written.sms,
    signRelay: said.signRelay,
    publisher: said.publisher,
    director: said.director,
    host: said.host,
  };
  const row = await tx.operatorSettings.findUnique({ where: { organisationId } });
  const { serviceName, ...others } = wanted;
  if (!row) await tx.operatorSettings.create({ data: { organisationId, serviceName, ...definedOf(others) } });
  const changes = row ? changesOf(row, wanted) : {};
  if (!isEmpty(changes)) await tx.operatorSettings.update({ where: { organisationId }, data: definedOf(changes) });
  return row && isEmpty(changes) ? "unchanged" : "changed";
}

/** Without the fields that are undefined. */
type Defined<Fields> = { [Field in keyof Fields]?: Exclude<Fields[Field], undefined> };

const definedOf = <Fields extends object>(fields: Fields): Defined<Fields> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<Fields>;
