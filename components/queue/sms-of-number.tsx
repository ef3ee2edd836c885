import { useTranslations } from "next-intl";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { Sends } from "#lib/message/channel.ts";
import type { SmsOfNumber as Sms } from "#lib/message/sms-of-number.ts";
import type { SmsRefusal } from "#lib/wire/queue/sms-of-number.ts";
import { requestWording } from "#components/wording.ts";

/**
 * « Me prévenir par SMS » on the page of a number: one field, opened by a tap; once it is filled in, where SMS go and
 * how they stop. `action`: where both forms are posted; `after`: it was changed just now, or why not; `typed`: what was
 * written and refused.
 */
export function SmsOfNumber({
  sms,
  sends,
  action,
  after,
  typed,
}: {
  sms: Sms;
  sends: Sends;
  action: string;
  after: "done" | SmsRefusal | undefined;
  typed?: string | undefined;
}) {
  const t = useTranslations("smsOfNumber");
  const refusals = useTranslations("refusals");
  const own = after === "phone-wrong" || after === "no-mobile" || after === "personal-number-refused";
  const inField =
    after === "personal-number-refused" ? refusals("personalNumberRefused") : own ? t(ERRORS[after]) : undefined;
  const elsewhere = after === undefined || after === "done" || own ? undefined : refusals(sentenceOf(after));
  return (
    <section aria-label={t("open")} className="grid gap-2.5">
      {after === "done" && (
        <Notice tone="done" live="status" focused>
          {sms.is === "told" ? t("told", { sends, ends: sms.ends }) : t("stopped")}
        </Notice>
      )}
      {elsewhere !== undefined && (
        <Notice tone="warn" live="alert" focused>
          {elsewhere}
        </Notice>
      )}
      {sms.is === "told" && (
        <form method="post" action={action} className="grid gap-2.5">
          {sms.failed && after !== "done" && <Notice tone="warn">{t("failed")}</Notice>}
          {after !== "done" && <p>{t("told", { sends, ends: sms.ends })}</p>}
          <Button type="submit" look="ghost" name="stop" value="1">
            {t("stop")}
          </Button>
        </form>
      )}
      {(sms.is === "offered" || sms.failed) && (
        <details open={inField !== undefined || typed !== undefined}>
          <summary className={`${buttonClass("ghost")} w-full list-none [&::-webkit-details-marker]:hidden`}>
            {t(sms.is === "offered" ? "open" : "change")}
          </summary>
          <form
            method="post"
            action={action}
            className="mt-2 grid gap-2.5 rounded-card border-2 border-edge bg-card p-4"
          >
            <p>{t("when", { sends })}</p>
            <Field
              id="phone"
              name="phone"
              label={t("phone")}
              hint={t("erased")}
              error={inField}
              defaultValue={typed}
              type="tel"
              inputMode="tel"
              autoComplete="tel"
              required
              {...(inField !== undefined && { autoFocus: true })}
              maxLength={40}
              dir="ltr"
              className="[&_input]:rtl:text-end"
            />
            <Button type="submit" look="quiet">
              {t("send")}
            </Button>
          </form>
        </details>
      )}
    </section>
  );
}

const ERRORS = { "phone-wrong": "wrong", "no-mobile": "noMobile", "personal-number-refused": "wrong" } as const;

/** Of whoever is not in the line any more their page says what is true now. */
const sentenceOf = (refusal: Exclude<SmsRefusal, keyof typeof ERRORS>) =>
  refusal === "state-changed" ? "stateChanged" : requestWording[refusal];
