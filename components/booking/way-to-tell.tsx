import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { FormRefusal } from "#lib/wire/booking-form.ts";
import type { WayChoice } from "#lib/wire/way-to-tell.ts";
import { useRefusalSentence } from "./refusal-sentence.ts";

type Way = {
  readonly by: "sms" | "mail" | "call" | "on-site";
  readonly phone: "mobile" | "landline" | "none";
  readonly prefersCall: boolean;
  readonly refusesSms: boolean;
};

/**
 * How the person of an appointment is told, and the buttons by which they change it; without the contact, since others may read the page. `action`: where it is posted.
 * `after`: it was changed just now, or why not.
 */
export function WayToTell({
  way,
  action,
  after,
}: {
  way: Way;
  action: string;
  after: "done" | FormRefusal | undefined;
}) {
  const t = useTranslations("appointment.told");
  const sentence = useRefusalSentence();
  const choices = choicesOf(way);
  return (
    <section aria-labelledby="prevenir" className="grid gap-2.5">
      <h2 id="prevenir">{t("title")}</h2>
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
      <p>{t(saidOf(way))}</p>
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

function saidOf({ by, prefersCall }: Way): "call" | "phone" | "sms" | "mail" | "none" {
  if (by === "call") return prefersCall ? "call" : "phone";
  return by === "on-site" ? "none" : by;
}

type Key = "preferCall" | "preferMessage" | "stopSms" | "startSms";

/** What can be changed: a call or a message where there is a telephone, and SMS where they are sent or were stopped. */
function choicesOf({ by, phone, prefersCall, refusesSms }: Way): readonly (readonly [WayChoice, Key])[] {
  if (phone === "none") return [];
  const call = prefersCall ? (["message", "preferMessage"] as const) : (["call", "preferCall"] as const);
  if (refusesSms && !prefersCall) return [call, ["sms", "startSms"]];
  return by === "sms" ? [call, ["no-sms", "stopSms"]] : [call];
}
