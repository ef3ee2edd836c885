import { useTranslations } from "next-intl";
import { CallLink } from "#components/call-link.tsx";
import { Card } from "#components/ui/card.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { TickBox } from "#components/ui/tick-box.tsx";

type Props = {
  readonly person: {
    readonly kept: boolean;
    readonly name?: string;
    readonly phone?: string;
    readonly email?: string;
  };
  readonly hour: string;
  readonly sentences: readonly { readonly locale: string; readonly text: string }[];
};

/**
 * A booked person whom the team tells that they are not received: hour, name, telephone, and what to say, in the reader's
 * language and in theirs. The box to tick is sent nowhere.
 */
export function PersonToCall({ person: { kept, name, phone, email }, hour, sentences }: Props) {
  const t = useTranslations("tablet.toTell");
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
      <p>{t(kept ? "kept" : "cancelled")}</p>
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
      {phone === undefined && email === undefined && <p className="font-bold">{t("noContact")}</p>}
      <div className="grid gap-2 border-s-5 border-accent ps-3">
        <p className="text-soft">{t("say")}</p>
        {sentences.map(({ locale, text }) => (
          <p key={locale} lang={locale} dir={locale === "ar" ? "rtl" : "ltr"}>
            {locale === "fr" ? <FrenchText text={text} /> : text}
          </p>
        ))}
      </div>
      <TickBox>{t("done")}</TickBox>
    </Card>
  );
}
