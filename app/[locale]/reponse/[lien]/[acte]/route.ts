import { formFieldsOf, handleForm, seeOther } from "#app/form.ts";
import { getPathname } from "#i18n/navigation.ts";
import { localeOf } from "#i18n/routing.ts";
import { answerHelp } from "#lib/server/message/help/answer-help.ts";
import { answerPlanning, type Answering } from "#lib/server/message/staff/answer-planning.ts";
import { problem } from "#lib/wire/problem.ts";
import { cannotForm, helpForm, seenForm } from "#lib/wire/planning/planning-answer.ts";

type Params = { readonly params: Promise<{ locale: string; lien: string; acte: string }> };

/** Takes « Vu » (`vu`), « Je ne peux pas » (`non`) or « Répondre » to a call for help (`aide`) of the page of a message to the team, and leads back to it. */
export async function POST(request: Request, { params }: Params): Promise<Response> {
  const { locale, lien, acte } = await params;
  const page = getPathname({ href: `/reponse/${encodeURIComponent(lien)}`, locale: localeOf(locale) });
  const refused = (refus: string): Response => seeOther(`${page}?${new URLSearchParams({ refus })}`);
  const typed = formFieldsOf(request);
  return handleForm(request, refused, async () => {
    if (acte === "aide") {
      const { call } = helpForm.safeParse((await typed()) ?? {}).data ?? {};
      if (call === undefined) return refused("malformed");
      const answered = await answerHelp(lien, call, request.headers);
      return answered.ok ? seeOther(`${page}?fait=aide`) : refused(answered.refusal);
    }
    if (acte !== "vu" && acte !== "non") return problem("not-found");
    const answering = answeringOf(acte, (await typed()) ?? {});
    if (!answering) return refused("malformed");
    const answered = await answerPlanning(lien, answering, request.headers);
    return answered.ok ? seeOther(`${page}?fait=${acte}`) : refused(answered.refusal);
  });
}

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
