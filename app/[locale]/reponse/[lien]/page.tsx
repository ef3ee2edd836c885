import type { Metadata } from "next";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { singleValue } from "#app/[locale]/search-params.ts";
import { ToldHalfDays } from "#components/staff/answer/told-half-days.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { readToldHalfDays } from "#lib/server/message/staff/answer-planning.ts";

type Props = {
  params: Promise<{ lien: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.answer"))("title"), robots: { index: false } };
}

/** Where somebody of the team answers what they were told of their half-days, without signing in: the address is theirs, and is dead a day after the last of them. */
export default async function AnswerPage({ params, searchParams }: Props) {
  const [{ lien }, query, t] = await Promise.all([params, searchParams, getTranslations("staff.answer")]);
  const told = await readToldHalfDays(lien, await headers());
  const [done, refused] = [singleValue(query["fait"]), singleValue(query["refus"])];
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
      {told.ok && refused !== undefined && (
        <Notice tone="warn" focused>
          {t(refused === "not-yours" ? "notYours" : refused === "half-day-over" ? "over" : "failed")}
        </Notice>
      )}
      {told.ok ? (
        <ToldHalfDays halfDays={told.value} path={`/reponse/${lien}`} />
      ) : (
        <Notice tone="warn">{t(told.refusal === "too-many-requests" ? "wait" : "dead")}</Notice>
      )}
    </div>
  );
}
