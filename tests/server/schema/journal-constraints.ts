import type { ConstraintCase } from "./constraint-case.ts";
import { id } from "./rows.ts";

const onJournal = (
  constraint: string,
  says: string,
  accepted: ConstraintCase["refused"],
  refused: ConstraintCase["refused"],
): ConstraintCase => ({ constraint, says, table: "journal", accepted, refused });

/** Constraints of the journal: who, what and when, and nobody's name, contact or words. */
export const journalConstraints: readonly ConstraintCase[] = [
  onJournal("journal_actor", "an entry by a name", { actor: `device:${id(6)}` }, { actor: "staff:Fatima" }),
  onJournal("journal_actor", "an entry by somebody unknown", { actor: "resident" }, { actor: "somebody" }),
  onJournal("journal_act", "an act in words", { act: "half-day-cancelled" }, { act: "Annulé pour Mme Zélie" }),
  onJournal("journal_tells_nobody", "a name", { data: '{"lanes":2}' }, { data: '{"before":{"name":"Zélie"}}' }),
  onJournal("journal_tells_nobody", "a telephone", {}, { data: '{"phone":"+33612345678"}' }),
  onJournal("journal_tells_nobody", "an e-mail", {}, { data: '[{"email":"zelie@exemple.fr"}]' }),
  onJournal(
    "journal_tells_nobody",
    "an announcement",
    { data: '{"message":""}' },
    { data: '{"message":"Zélie est attendue"}' },
  ),
];
