import { useTranslations } from "next-intl";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Field } from "#components/ui/field.tsx";
import { CalendarSteps } from "./calendar-steps.tsx";

/** How to add this calendar to one's own program. `feed`: the full address of the .ics file. Opens without script. */
export function AddToCalendar({ feed }: { feed: string }) {
  const t = useTranslations("share.add");
  const webcal = feed.replace(/^https?:/, "webcal:");
  return (
    <details className="group open:basis-full print:hidden">
      <summary className={`${buttonClass()} w-full list-none sm:w-auto [&::-webkit-details-marker]:hidden`}>
        {t("title")}
        <span aria-hidden="true" className="group-open:rotate-180">
          ▾
        </span>
      </summary>
      <Card as="div" className="mt-3 grid gap-4">
        <p>{t("lead")}</p>
        <div className="grid items-end gap-3 sm:grid-cols-[1fr_auto]">
          <Field
            id="adresse"
            name="adresse"
            readOnly
            dir="ltr"
            defaultValue={feed}
            label={t("address")}
            hint={t("addressHint")}
          />
          <CopyButton field="adresse" label={t("copy")} done={t("copied")} byHand={t("copyByHand")} />
        </div>
        <ul className="flex flex-wrap gap-x-6">
          <li>
            <a href={webcal} className={LINK}>
              {t("here")}
            </a>
          </li>
          <li>
            <a
              href={`https://calendar.google.com/calendar/r?cid=${encodeURIComponent(webcal)}`}
              rel="noreferrer"
              className={LINK}
            >
              {t("google")}
            </a>
          </li>
          <li>
            <a href={feed} download className={LINK}>
              {t("file")}
            </a>{" "}
            <span className="text-soft">{t("fileHint")}</span>
          </li>
        </ul>
        <CalendarSteps />
        <p className="text-soft">{t("secret")}</p>
      </Card>
    </details>
  );
}

const LINK = "inline-flex min-h-target items-center font-bold underline";
