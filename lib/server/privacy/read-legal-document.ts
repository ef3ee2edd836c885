import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Actor, ShareLevel } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import {
  BACKUPS_KEPT,
  COMMANDS_KEPT,
  CONTACTS_KEPT,
  RECORD_KEPT,
  THREE_IN_THE_MORNING,
} from "#lib/access/retention.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { sayMinuteOfDay } from "#lib/time/say.ts";
import type { Block, LegalDocumentName, DocumentLine } from "#lib/access/legal-document.ts";
import { db } from "#lib/server/db.ts";
import { readOrganisationOf } from "#lib/server/place/read-organisation.ts";
import { translatorIn } from "#lib/server/translate.ts";

/**
 * A document about personal data of an organisation, in French: its text (`messages/documents`) with what the
 * organisation said of itself and the periods of `lib/access/retention.ts`. What nobody has set is a blank. For
 * coordination and administration.
 */
export async function readLegalDocument(
  actor: Actor,
  organisation: string,
  name: LegalDocumentName,
): Promise<Result<readonly Block[], "not-allowed">> {
  if (!may(actor, { act: "read-documents", organisation })) return refuse("not-allowed");
  const [text, known] = await Promise.all([
    readFile(join(/* turbopackIgnore: true */ process.cwd(), "messages", "documents", `${name}.md`), "utf8"),
    valuesToFillIn(organisation),
  ]);
  return accept(blocksOf(text, known));
}

type FilledIn = Readonly<Record<string, string | undefined>>;

/** What can be filled in: the settings of the organisation, whoever receives its shares, and the periods. */
async function valuesToFillIn(organisation: string): Promise<FilledIn> {
  const [shown, register, shares] = await Promise.all([
    readOrganisationOf(organisation),
    db.organisationSettings.findUnique({
      where: { organisationId: organisation },
      select: { dpo: true, jointController: true, legalBasis: true, transfers: true },
    }),
    db.calendarShare.findMany({
      where: { giverId: organisation, revokedAt: null },
      select: { level: true, receiver: { select: { name: true, kind: true } } },
      distinct: ["receiverId", "level"],
      orderBy: [{ receiverId: "asc" }, { level: "asc" }],
    }),
  ]);
  const partners = [...new Set(shares.map(({ receiver }) => receiver.name))];
  // The agreement is with one CAF: of none, or of several, its name is left to write.
  const cafs = [...new Set(shares.flatMap(({ receiver: { name, kind } }) => (kind === "caf" ? [name] : [])))];
  const say = translatorIn("fr", "staff.shares.level");
  const seen = shares.map(({ level, receiver }) => `${receiver.name}\u00a0: ${say(level as ShareLevel)}`);
  return {
    organisation: shown?.name,
    service: shown?.service,
    phone: shown?.phone,
    mail: shown?.mail,
    director: shown?.director,
    host: shown?.host,
    dpo: register?.dpo ?? undefined,
    joint: register?.jointController ?? undefined,
    legalBasis: register?.legalBasis ?? undefined,
    transfer: register?.transfers ?? undefined,
    partnerName: cafs.length === 1 ? cafs[0] : undefined,
    partners: partners.length > 0 ? partners.join(", ") : undefined,
    partnersSee: seen.length > 0 ? seen.join("\u00a0; ") : undefined,
    nightHour: sayMinuteOfDay(THREE_IN_THE_MORNING, "fr"),
    contactDays: String(CONTACTS_KEPT.hours / 24),
    recordMonths: String(RECORD_KEPT.months),
    commandMonths: String(COMMANDS_KEPT.months),
    backupDays: String(BACKUPS_KEPT.days),
  };
}

/** The parts of a text in the little of Markdown that the documents use: titles, paragraphs, lists and tables. */
function blocksOf(text: string, known: FilledIn): readonly Block[] {
  const line = (written: string): DocumentLine =>
    written
      .split(/(\{\w+\})/u)
      .filter((piece) => piece !== "")
      .map((piece) => pieceOf(piece, known));
  return text.split(/\n{2,}/u).flatMap((part): readonly Block[] => {
    const lines = part.split("\n").filter((one) => one.trim() !== "");
    const [first = ""] = lines;
    if (first === "") return [];
    if (first.startsWith("# ")) return [{ kind: "title", line: line(first.slice(2)) }];
    if (first.startsWith("## ")) return [{ kind: "heading", line: line(first.slice(3)) }];
    if (first.startsWith("- ")) return [{ kind: "list", items: lines.map((item) => line(item.slice(2))) }];
    if (first.startsWith("|")) return [{ kind: "table", rows: rowsOf(lines).map((row) => row.map(line)) }];
    return [{ kind: "text", line: line(lines.join(" ")) }];
  });
}

const rowsOf = (lines: readonly string[]): readonly (readonly string[])[] =>
  lines
    .filter((row) => !/^[|\s-]+$/u.test(row))
    .map((row) =>
      row
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

function pieceOf(piece: string, known: FilledIn): DocumentLine[number] {
  const [, name] = /^\{(\w+)\}$/u.exec(piece) ?? [];
  if (name === undefined) return { text: piece };
  const value = known[name];
  return value === undefined ? { blank: true } : { text: value };
}
