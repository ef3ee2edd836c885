import type { Metadata } from "next";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { CallsToAnswer } from "#components/staff/answer/help-to-answer.tsx";
import { ToldHalfDays } from "#components/staff/answer/told-half-days.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { readHelpToAnswer } from "#lib/server/message/help/answer-help.ts";
import { readToldHalfDays } from "#lib/server/message/staff/answer-planning.ts";

type Props = {
  params: Promise<{ lien: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.answer"))("title"), robots: { index: false } };
}

/**
 * Where somebody of the team answers what they were told of their half-days, and a call for help, without signing in:
 * the address is theirs, and is dead a day after the last of them.
 */
export default async function AnswerPage({ params, searchParams }: Props) {
  const [{ lien }, query, t] = await Promise.all([params, searchParams, getTranslations("staff.answer")]);
  const told = await readToldHalfDays(lien, await headers());
  const help = told.ok ? await readHelpToAnswer(lien, await headers()) : told;
  const calls = help.ok ? help.value : [];
  const done = singleValue(query["fait"]);
  const refused = singleValue(query["refus"]);
  return (
    <div className="mx-auto grid w-full max-w-2xl gap-5">
      <h1>{t("title")}</h1>
      {told.ok && done === "vu" && (
        <Notice tone="done" focused>
          {t("seenDone")}
        </Notice>
      )}
      {told.ok && done === "non" && (
        <Notice tone="done" focused>
          {t("cannotDone")}
        </Notice>
      )}
      {told.ok && done === "aide" && (
        <Notice tone="done" focused>
          {t("help.done")}
        </Notice>
      )}
      {told.ok && refused !== undefined && (
        <Notice tone="warn" focused>
          {t(refused === "not-yours" ? "notYours" : refused === "half-day-over" ? "over" : "failed")}
        </Notice>
      )}
      {calls.length > 0 && <CallsToAnswer calls={calls} path={`/reponse/${lien}`} />}
      {told.ok ? (
        (told.value.length > 0 || calls.length === 0) && (
          <ToldHalfDays halfDays={told.value} path={`/reponse/${lien}`} />
        )
      ) : (
        <Notice tone="warn">{t(told.refusal === "too-many-requests" ? "wait" : "dead")}</Notice>
      )}
    </div>
  );
}
