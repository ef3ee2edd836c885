import type { ReactNode } from "react";
import { getLocale } from "next-intl/server";
import { getPathname } from "#i18n/routing.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { SmsOfNumber } from "#components/queue/sms-of-number.tsx";
import { sendsOf } from "#lib/message/channel.ts";
import { clock } from "#lib/server/clock.ts";
import { channelsSetUp } from "#lib/server/message/channels-set-up.ts";
import { readSmsOfNumber } from "#lib/server/queue/phone-of-number.ts";
import { holderOf, openTyped } from "#lib/server/typed-form.ts";
import { SMS_REFUSALS } from "#lib/wire/queue/sms-of-number.ts";

/**
 * What the address of the page says after that form. `sms`: « fait » once it is done. `refus`: why it was refused, if
 * `pour` is « sms ». `saisie`: what was typed.
 */
export type SmsQuery = Partial<Record<"refus" | "pour" | "sms" | "saisie", string | string[]>>;

/** « Me prévenir par SMS » on the page of a number; undefined where nothing is offered. */
export async function smsPart(secret: string, visit: string, query: SmsQuery): Promise<ReactNode> {
  const [sms, locale] = await Promise.all([readSmsOfNumber(visit), getLocale()]);
  const refused = query.pour === "sms" ? singleValue(query.refus) : undefined;
  return (
    sms && (
      <SmsOfNumber
        sms={sms}
        sends={sendsOf(channelsSetUp())}
        action={getPathname({ href: `/suivi/${secret}/sms`, locale })}
        typed={openTyped(singleValue(query.saisie), clock.now(), holderOf(secret))?.fields["phone"]}
        after={query.sms === "fait" ? "done" : SMS_REFUSALS.find((refusal) => refusal === refused)}
      />
    )
  );
}
