import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CallLink } from "#components/call-link.tsx";
import { Card } from "#components/ui/card.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { isOwnHourAgain, type PersonToTell } from "#lib/booking/person-to-tell.ts";
import type { Instant } from "#lib/time/instant.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";

type Props = {
  readonly person: Pick<
    PersonToTell,
    "hour" | "kept" | "heldAfterAll" | "told" | "said" | "failed" | "name" | "phone" | "email" | "offer"
  >;
  /** The zone of the half-day. */
  readonly timeZone: string;
  /** The name of the place of the half-day. */
  readonly place: string;
  readonly hour: string;
  readonly sentences: readonly { readonly locale: string; readonly text: string }[];
  readonly children?: ReactNode;
};

/**
 * A booked person whom the team tells that they are not received, or that another hour, or their own again, is offered:
 * hour, name, telephone, and what to say, in the reader's language and in theirs, or how they were told; `children`:
 * how it is noted that they are told, and what they answer.
 */
export function PersonToCall({ person, place, hour, timeZone, sentences, children }: Props) {
  const { told, said, failed, offer, name, phone, email } = person;
  const t = useTranslations("toTell");
  const locale = useLocale();
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
        <p>{stateOf(t, person)}</p>
      )}
      {said && (
        <p className="flex items-center gap-2 font-bold text-ok">
          <Icon name={said.waits ? "clock" : "check"} size={22} />
          <span>
            {t(said.waits && (said.by === "sms" || said.by === "mail") ? `said.${said.by}Waits` : `said.${said.by}`, {
              ...moment(said.at, timeZone),
            })}
          </span>
        </p>
      )}
      {failed && (
        <p className="flex items-center gap-2 font-bold">
          <Icon name="warning" size={22} />
          <span>{t(`failed.${failed.by}`, { why: t(`failed.${failed.why}`) })}</span>
        </p>
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
      {children}
    </Card>
  );
}

type Texts = ReturnType<typeof useTranslations<"toTell">>;

/** What has become of the appointment, or what the person has answered. */
function stateOf(t: Texts, { kept, heldAfterAll, told }: Props["person"]): string {
  if (told === "no" || told === "unanswered") return t(told === "no" ? "saidNo" : "saidNothing");
  if (heldAfterAll) return t("heldAfterAll");
  return t(kept ? "kept" : "cancelled");
}
