import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { FormRefusal } from "#lib/wire/booking/booking-form.ts";
import type { OwnContactWay } from "#lib/message/channel.ts";
import { WAY_TO_TELL } from "#lib/message/facts.ts";
import type { ContactWayChoice } from "#lib/wire/booking/contact-way.ts";
import { useRefusalSentence } from "./refusal-sentence.ts";

/**
 * How the person of an appointment is told, and the buttons by which they change it; without the contact, since others
 * may read the page. `action`: where it is posted. `after`: it was changed just now, or why not.
 */
export function ContactWayForm({
  way,
  action,
  after,
}: {
  way: OwnContactWay;
  action: string;
  after: "done" | FormRefusal | undefined;
}) {
  const t = useTranslations("appointment.told");
  const sentence = useRefusalSentence();
  const choices = choicesOf(way);
  return (
    <section aria-labelledby={WAY_TO_TELL} className="grid gap-2.5">
      <h2 id={WAY_TO_TELL}>{t("title")}</h2>
      {after === "done" && (
        <Notice tone="done" live="status" focused>
          {t("done")}
        </Notice>
      )}
      {after !== undefined && after !== "done" && (
        <Notice tone="alert" live="alert" focused>
          <p>{t("not")}</p>
          <p className="font-normal">{sentence(after)}</p>
        </Notice>
      )}
      <p>{t(sentenceKeyOf(way))}</p>
      {choices.length > 0 && (
        <form method="post" action={action} className="grid gap-2.5 sm:grid-cols-2">
          {choices.map(([choice, key]) => (
            <Button key={choice} type="submit" look="quiet" name="way" value={choice}>
              {t(key)}
            </Button>
          ))}
        </form>
      )}
    </section>
  );
}

function sentenceKeyOf({ by, prefersCall }: OwnContactWay): "call" | "phone" | "sms" | "mail" | "none" {
  if (by === "call") return prefersCall ? "call" : "phone";
  return by === "on-site" ? "none" : by;
}

type Key = "preferCall" | "preferMessage" | "stopSms" | "nothingAsked" | "startSms" | "stopMail" | "startMail";
type Choice = readonly [ContactWayChoice, Key];

/**
 * What can be changed: a call or a message where there is a telephone, and the SMS or mails that are sent or were
 * stopped.
 */
function choicesOf({
  by,
  phone,
  prefersCall,
  refusesSms,
  refusesMail,
  askedNothing,
}: OwnContactWay): readonly Choice[] {
  if (prefersCall && phone !== "none") return [["message", "preferMessage"]];
  const choices: readonly (Choice | false)[] = [
    phone !== "none" && ["call", "preferCall"],
    by === "sms" && ["no-sms", "stopSms"],
    by === "sms" && ["nothing-asked", "nothingAsked"],
    refusesSms && !askedNothing && ["sms", "startSms"],
    by === "mail" && ["no-mail", "stopMail"],
    refusesMail && ["mail", "startMail"],
  ];
  return choices.filter((choice) => choice !== false);
}
