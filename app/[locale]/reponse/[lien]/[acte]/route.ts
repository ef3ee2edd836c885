import { plainForm } from "#app/form.ts";
import { refuse } from "#lib/result.ts";
import { answerHelp } from "#lib/server/message/help/answer-help.ts";
import { answerPlanning, type Answering } from "#lib/server/message/staff/answer-planning.ts";
import { problem } from "#lib/wire/problem.ts";
import { cannotForm, helpForm, seenForm } from "#lib/wire/planning/planning-answer.ts";

const pageOf = (lien: string): string => `/reponse/${encodeURIComponent(lien)}`;

/**
 * Takes « Vu » (`vu`), « Je ne peux pas » (`non`) or « Répondre » to a call for help (`aide`) of the page of a message
 * to the team, and leads back to it.
 */
export const POST = plainForm(
  ({ part }) => pageOf(part("lien")),
  async ({ part, fields, headers }) => {
    const lien = part("lien");
    const acte = part("acte");
    const done = { ok: true, to: `${pageOf(lien)}?fait=${acte}` } as const;
    if (acte === "aide") {
      const { call } = helpForm.safeParse((await fields()) ?? {}).data ?? {};
      if (call === undefined) return refuse("malformed");
      const answered = await answerHelp(lien, call, headers);
      return answered.ok ? done : answered;
    }
    if (acte !== "vu" && acte !== "non") return problem("not-found");
    const answering = answeringOf(acte, (await fields()) ?? {});
    if (!answering) return refuse("malformed");
    const answered = await answerPlanning(lien, answering, headers);
    return answered.ok ? done : answered;
  },
);

function answeringOf(acte: "vu" | "non", fields: Readonly<Record<string, string>>): Answering | undefined {
  if (acte === "vu") {
    const { permanence } = seenForm.safeParse(fields).data ?? {};
    return { answer: "seen", ...(permanence !== undefined && { permanence }) };
  }
  const read = cannotForm.safeParse(fields);
  if (!read.success) return undefined;
  const { permanence, why } = read.data;
  return { answer: "cannot", permanence, ...(why !== undefined && { why }) };
}
