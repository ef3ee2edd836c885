import { TickBox } from "#components/ui/tick-box.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { FollowLabels } from "./follow-content.ts";
import { useTranslations } from "next-intl";
import { useTopicWords } from "#components/topic-words.ts";
import { requestWording } from "#components/wording.ts";
import { Notice } from "#components/ui/notice.tsx";
import type { Follow } from "#lib/queue/board/board.ts";
import type { RequestRefusal } from "#lib/wire/problem.ts";
import { CallLink } from "#components/call-link.tsx";
import { NextHalfDay } from "#components/next-half-day.tsx";
import type { NamedTopic } from "#lib/schedule/topic.ts";
import type { Permanence } from "#lib/schedule/permanence.ts";
import { DeadEnd } from "#components/ui/dead-end.tsx";

/**
 * « En attendant, préparez »: boxes to tick, which are sent nowhere. By the procedure if it is known and says what to
 * bring, otherwise what every procedure needs.
 */
export function PrepareList({ topic }: { topic: (NamedTopic & { readonly bring: readonly string[] }) | undefined }) {
  const t = useTranslations("turn.prepare");
  const { bring } = useTopicWords();
  const own = topic ? bring(topic) : [];
  return (
    <section aria-label={t("title")}>
      <h2>{t("title")}</h2>
      <ul className="mt-1">
        {(own.length > 0 ? own : [t("phone"), t("email"), t("paper")]).map((thing) => (
          <li key={thing} className="border-b border-hair">
            <TickBox>{thing}</TickBox>
          </li>
        ))}
      </ul>
      <p className="mt-2.5">{t("missing")}</p>
    </section>
  );
}

/**
 * For after the visit: the next half-day there and the telephone, other permanences, or an appointment for residents
 * who were not served.
 */
export const NextSteps = ({
  labels,
  next,
  phone,
}: {
  labels: FollowLabels["turn"];
  next: Pick<Permanence, "id" | "span" | "timeZone" | "windows"> | undefined;
  phone: string | undefined;
}) => (
  <div className="grid gap-3">
    {next && <NextHalfDay next={next} />}
    {phone !== undefined && <CallLink phone={phone} />}
    <PageLink href="/rendez-vous" className={`${buttonClass()} mt-3`}>
      {labels.bookAnother}
    </PageLink>
    <PageLink href="/" className={buttonClass("ghost")}>
      {labels.others}
    </PageLink>
  </div>
);

type TurnRefusalProps = {
  refusal: string | undefined;
  wanted: "away" | "leave";
  follow: Pick<Follow, "state" | "awayUntil">;
};

/**
 * Why what the resident asked for was refused, or that the result is unknown, and what to do. Nothing when the page
 * shows that it was done after all, or that their turn has come meanwhile.
 */
export function AwayOrLeaveRefused({ refusal, wanted, follow }: TurnRefusalProps) {
  const t = useTranslations("turn");
  const refusals = useTranslations("refusals");
  if (follow.state !== "waiting" && follow.state !== "absent") return null;
  if (wanted === "away" && follow.awayUntil !== undefined) return null;
  const sentence = (): string => {
    if (refusal !== undefined && Object.hasOwn(requestWording, refusal))
      return refusals(requestWording[refusal as RequestRefusal]);
    if (wanted === "leave") return t("notLeft");
    return refusal === "away-enough" ? refusals("awayEnough") : t("away.refused");
  };
  return (
    <div className="p-4">
      <Notice tone="warn" live="alert">
        {sentence()}
      </Notice>
    </div>
  );
}

/**
 * A link that opens no number: somebody else's, an old one, one with a letter missing. All look alike, so that nobody
 * learns which links exist.
 */
export function UnknownNumber() {
  const t = useTranslations("turn");
  return (
    <DeadEnd title={t("unknownLink.title")} sentences={[t("unknownLink.what")]}>
      <p>
        <PageLink href="/" className={buttonClass("ghost")}>
          {t("others")}
        </PageLink>
      </p>
    </DeadEnd>
  );
}

/** For people who help at a desk or beside the door; hidden on phones, which already show the number. */
export const PaperLink = ({ href, label }: { href: string; label: string }) => (
  <p className="text-center max-sm:hidden">
    <PageLink href={href} className="inline-flex min-h-target items-center">
      {label}
    </PageLink>
  </p>
);

/** Shown where no script runs. */
export const WithoutScript = ({ noScript, reload }: { noScript: string; reload: string }) => (
  <noscript>
    <p className="mb-2">{noScript}</p>
    {/* The address without its query: an earlier refusal no longer applies. */}
    <a href="?" className={buttonClass()}>
      {reload}
    </a>
  </noscript>
);
