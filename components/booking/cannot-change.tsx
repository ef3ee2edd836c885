import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { isCancelled, type ShownState } from "#lib/booking/appointment-state.ts";
import { never } from "#lib/result.ts";
import type { HeldAppointment } from "#lib/wire/booking.ts";
import type { FormRefusal } from "#lib/wire/booking-form.ts";
import { AppointmentCode } from "./appointment-code.tsx";
import { CallToChange } from "./call-to-change.tsx";
import { useRefusalSentence } from "./refusal-sentence.ts";

type Props = {
  readonly what: "move" | "cancel";
  readonly refusal: FormRefusal | undefined;
  readonly page: string;
  readonly held: Pick<HeldAppointment, "state" | "code" | "phone" | "closedBefore">;
};

/** It can no longer be moved or given up by its link: that and why, who helps instead, with the code to say, and the way back. */
export function CannotChange({ what, refusal, page, held: { state, code, phone, closedBefore } }: Props) {
  const t = useTranslations("appointment");
  const over = useTranslations("booking.over");
  const sentence = useRefusalSentence();
  const here = state === "checked-in";
  const cancelled = isCancelled(state);
  return (
    <section className="grid gap-4">
      <Notice tone="warn">
        <p>{refusal === undefined ? t(`${what}.impossible`) : sentence(refusal)}</p>
        <p className="font-normal">{closedBefore ? over("title") : t(whyOf(state))}</p>
      </Notice>
      {!cancelled && <CallToChange phone={here ? undefined : phone} />}
      {!cancelled && !here && phone !== undefined && code !== undefined && <AppointmentCode code={code} />}
      <p>
        <PageLink href={page} className={buttonClass()}>
          {t("change.back")}
        </PageLink>
      </p>
    </section>
  );
}

/** What stands in the way. Whoever is booked, or late, comes here once her hour has come. */
function whyOf(state: ShownState): "why.hour" | "here" | "past.title" | "cancelled.title" {
  switch (state) {
    case "booked":
    case "late":
    case "no-show":
      return "why.hour";
    case "checked-in":
      return "here";
    case "attended":
    case "awaiting-outcome":
      return "past.title";
    case "cancelled-by-resident":
    case "cancelled-by-service":
      return "cancelled.title";
    default:
      return never(state);
  }
}
