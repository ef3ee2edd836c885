import { useTranslations } from "next-intl";
import { Notice } from "#components/ui/notice.tsx";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { actOfStep } from "./paths.ts";
import { StepFoot } from "./step-foot.tsx";

type Props = {
  slug: string;
  typed: TypedForm | undefined;
  organisation: string;
  email: string;
  hasMail: boolean;
};

/** The settings of mail in the file .env of the server, and the command for who is locked out. */
const SETTINGS = [
  ["SMTP_URL", "server"],
  ["MAIL_FROM", "sender"],
] as const;
const LINK = "npm run sign-in-link --";

/** Step 2: whether mail leaves the server; a test message, or what works without and what the technician sets. */
export function MailsStep({ slug, typed, organisation, email, hasMail }: Props) {
  const t = useTranslations("staff.firstHour.mails");
  const guide = useTranslations("staff.firstHour");
  const step = guide("to.service");
  const address = <bdi className="font-bold wrap-anywhere">{email}</bdi>;
  return (
    <>
      <Notice tone={hasMail ? "done" : "warn"}>{t(hasMail ? "isSetUp" : "notSetUp")}</Notice>
      {hasMail ? (
        <>
          <p>{t("what")}</p>
          <p>
            {t("tryTo")} {address}
          </p>
          <StaffForm
            form="essai"
            action={actOfStep("mails", "essai", slug)}
            typed={typed}
            submit={t("try")}
            look="ghost"
          />
          <p>{t("arrived")}</p>
          <p className="text-soft">{t("lost")}</p>
        </>
      ) : (
        <>
          <p className="text-lg">{t("meanwhile")}</p>
          <p className="font-bold">{t("signingIn")}</p>
          <p>{t("giveAddress")}</p>
          <p>{t("technician")}</p>
          <dl className="grid gap-2 rounded-card border-2 border-hair bg-card p-4">
            {SETTINGS.map(([name, what]) => (
              <div key={name} className="flex flex-wrap gap-x-3">
                <dt>
                  <code dir="ltr" className="font-bold">
                    {name}
                  </code>
                </dt>
                <dd>{t(what)}</dd>
              </div>
            ))}
          </dl>
          <p>{t("restart")}</p>
          <p>
            {t("link")}{" "}
            <code dir="ltr" className="font-bold wrap-anywhere">
              {LINK} {email}
            </code>
          </p>
        </>
      )}
      <StaffForm form="mails" action={actOfStep("mails", "continuer", slug)} typed={typed}>
        {() => <input type="hidden" name="organisation" value={organisation} />}
      </StaffForm>
      <StepFoot
        slug={slug}
        here="mails"
        form="mails-form"
        says={hasMail ? guide("continueTo", { step }) : t("without", { step })}
      />
    </>
  );
}
