import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CallLink } from "#components/call-link.tsx";
import { Card } from "#components/ui/card.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { TickBox } from "#components/ui/tick-box.tsx";
import { isOwnHourAgain, type PersonToTell } from "#lib/booking/person-to-tell.ts";
import type { Instant } from "#lib/time/instant.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";

type Props = {
  readonly person: Pick<PersonToTell, "hour" | "kept" | "told" | "name" | "phone" | "email" | "offer">;
  /** The name of the place of the half-day. */
  readonly place: string;
  readonly hour: string;
  readonly sentences: readonly { readonly locale: string; readonly text: string }[];
  readonly children?: ReactNode;
};

/**
 * A booked person whom the team tells that they are not received, or that another hour, or their own again, is offered: hour, name, telephone, and what to say, in
 * the reader's language and in theirs; `children`: how their answer is noted. The box to tick, of whoever has nothing to answer, is sent nowhere.
 */
export function PersonToCall({ person, place, hour, sentences, children }: Props) {
  const { kept, told, offer, name, phone, email } = person;
  const [t, locale] = [useTranslations("tablet.toTell"), useLocale()];
  const moment = (at: Instant, zone: string) => ({
    day: sayDay(localDateOf(at, zone), locale),
    hour: sayHour(at, zone, locale),
  });
  return (
    <Card as="li" className="grid gap-2">
      <h2>
        <bdi>{hour}</bdi>
        {name !== undefined && (
          <>
            {" · "}
            <bdi>{name}</bdi>
          </>
        )}
      </h2>
      {offer ? (
        <p>
          <strong>
            {t(isOwnHourAgain(person, place) ? "offeredAgain" : "offered", {
              ...moment(offer.start, offer.timeZone),
              place: offer.place,
            })}
          </strong>
          <br />
          {t("offeredUntil", moment(offer.until, offer.timeZone))}
        </p>
      ) : (
        <p>{stateOf(t, kept, told)}</p>
      )}
      {phone !== undefined && <CallLink phone={phone} large />}
      {email !== undefined && (
        <p>
          <a href={`mailto:${email}`} className="inline-flex min-h-target items-center font-bold">
            <bdi dir="ltr" className="wrap-anywhere hyphens-none">
              {email}
            </bdi>
          </a>
        </p>
      )}
      {told === undefined && phone === undefined && email === undefined && (
        <p className="font-bold">{t("noContact")}</p>
      )}
      {sentences.length > 0 && (
        <div className="grid gap-2 border-s-5 border-accent ps-3">
          <p className="text-soft">{t("say")}</p>
          {sentences.map(({ locale: said, text }) => (
            <p key={said} lang={said} dir={said === "ar" ? "rtl" : "ltr"}>
              {said === "fr" ? <FrenchText text={text} /> : text}
            </p>
          ))}
        </div>
      )}
      {children ?? (told === undefined && <TickBox>{t("done")}</TickBox>)}
    </Card>
  );
}

type Texts = ReturnType<typeof useTranslations<"tablet.toTell">>;

/** What has become of the appointment, or what the person has answered. */
function stateOf(t: Texts, kept: boolean, told: PersonToTell["told"]): string {
  if (told !== undefined) return t(told === "no" ? "saidNo" : "saidNothing");
  return t(kept ? "kept" : "cancelled");
}
