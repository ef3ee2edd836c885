import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { FormRefusal } from "#lib/wire/booking-form.ts";
import { CallToChange } from "./call-to-change.tsx";
import { useRefusalSentence } from "./refusal-sentence.ts";

/** It can no longer be moved or given up by its link: why, when a refusal says so, who helps instead, and the way back. */
export function CannotChange({ what, refusal, page, phone }: { what: "move" | "cancel"; refusal: FormRefusal | undefined; page: string; phone: string | undefined }) {
  const t = useTranslations("appointment");
  const sentence = useRefusalSentence();
  return (
    <section className="grid gap-4">
      <Notice tone="warn">{refusal === undefined ? t(`${what}.impossible`) : sentence(refusal)}</Notice>
      <CallToChange phone={phone} />
      <p><PageLink href={page} className={buttonClass()}>{t("change.back")}</PageLink></p>
    </section>
  );
}
