import { useTranslations } from "next-intl";
import { PageLink } from "#components/ui/page-link.tsx";

/** Why she comes, as chosen, and the way to choose again. `page`: the address of the booking page. */
export function ChosenTopic({ topic, page }: { topic: string; page: string }) {
  const t = useTranslations("booking.topic");
  const name = useTranslations("topics");
  return (
    <div className="rounded-card border-2 border-hair bg-card px-4 py-3">
      <p className="text-soft">{t("chosen")}</p>
      <p className="text-lg font-bold">{name(topic)}</p>
      <PageLink href={page} className="inline-flex min-h-target items-center font-bold">
        {t("change")}
      </PageLink>
    </div>
  );
}
