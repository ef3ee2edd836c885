import { useTranslations } from "next-intl";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { FormRefusal } from "#lib/wire/booking/booking-form.ts";
import { useRefusalSentence } from "./refusal-sentence.ts";

/**
 * The confirmation before an appointment is cancelled: what then happens, yes, and no, the more prominent one; and why
 * the last try was refused. `action`: where yes is posted; `page`: of the appointment.
 */
export function CancelForm({
  action,
  page,
  refusal,
}: {
  action: string;
  page: string;
  refusal: FormRefusal | undefined;
}) {
  const t = useTranslations("appointment.cancel");
  const sentence = useRefusalSentence();
  return (
    <form method="post" action={action} className="grid gap-4">
      {refusal !== undefined && (
        <Notice tone="alert" live="alert">
          <p>{t("not")}</p>
          <p className="font-normal">{sentence(refusal)}</p>
        </Notice>
      )}
      <div>
        <p>{t("what")}</p>
        <p>{t("again")}</p>
      </div>
      <div className="grid gap-2.5 sm:grid-cols-2">
        <Button type="submit" look="quiet">
          {t("yes")}
        </Button>
        <PageLink href={page} className={buttonClass()}>
          {t("no")}
        </PageLink>
      </div>
    </form>
  );
}
