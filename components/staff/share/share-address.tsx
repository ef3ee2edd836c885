import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PhoneNumber } from "#components/phone-number.tsx";
import { Card } from "#components/ui/card.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Field } from "#components/ui/field.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { sayDate } from "#lib/time/say.ts";
import type { Instant } from "#lib/time/instant.ts";
import { localDateOf } from "#lib/time/zone.ts";

/** Who asked for a share, as long as the request is kept. */
type AskedBy = {
  readonly sender: string;
  readonly email?: string;
  readonly phone?: string;
  readonly purpose: string;
  readonly at: Instant;
};

type Props = {
  receiver: string;
  askedBy: AskedBy | undefined;
  addresses: { readonly page: string; readonly feed: string };
  /** In which days are said. */
  zone: string;
  /** Days for which a request is kept. */
  days: number;
  /** How to add it to a calendar program. */
  steps: ReactNode;
};

/**
 * To whom the address of a share goes, the address of its page and of its calendar to copy, and how to add that to a
 * program.
 */
export function ShareAddress({ receiver, askedBy, addresses, zone, days, steps }: Props) {
  const t = useTranslations("staff.shares.address");
  const add = useTranslations("share.add");
  const copied = { done: add("copied"), byHand: add("copyByHand") };
  return (
    <section aria-labelledby="adresse-titre" className="grid gap-4">
      <h2 id="adresse-titre">{t("title")}</h2>
      {askedBy ? (
        <Asked askedBy={askedBy} zone={zone} days={days} />
      ) : (
        <p className="text-lg wrap-anywhere">{t.rich("to", { name: () => <FrenchText text={receiver} /> })}</p>
      )}
      <p>{t("what")}</p>
      <div className="grid items-end gap-3 sm:grid-cols-[1fr_auto]">
        <Field
          id="adresse-page"
          name="adresse-page"
          readOnly
          dir="ltr"
          defaultValue={addresses.page}
          label={t("page")}
          hint={t("pageHint")}
        />
        <CopyButton field="adresse-page" label={t("copyPage")} {...copied} />
      </div>
      <p>
        <a href={addresses.page} className="inline-flex min-h-target items-center font-bold underline">
          {t("see")}
        </a>
      </p>
      <div className="grid items-end gap-3 sm:grid-cols-[1fr_auto]">
        <Field
          id="adresse"
          name="adresse"
          readOnly
          dir="ltr"
          defaultValue={addresses.feed}
          label={t("feed")}
          hint={t("daily")}
        />
        <CopyButton field="adresse" label={t("copyFeed")} {...copied} />
      </div>
      {steps}
    </section>
  );
}

function Asked({ askedBy, zone, days }: { askedBy: AskedBy; zone: string; days: number }) {
  const t = useTranslations("staff.shares.address");
  const locale = useLocale();
  const { sender, email, phone, purpose, at } = askedBy;
  return (
    <Card as="div" className="grid gap-2">
      <p className="text-lg font-bold wrap-anywhere">{t.rich("to", { name: () => <FrenchText text={sender} /> })}</p>
      <div className="flex flex-wrap items-center gap-x-5">
        {email !== undefined && (
          <a href={`mailto:${email}`} dir="ltr" className="inline-flex min-h-target items-center wrap-anywhere">
            {email}
          </a>
        )}
        {phone !== undefined && <PhoneNumber phone={phone} touch />}
      </div>
      <p className="wrap-anywhere whitespace-pre-line">
        <FrenchText text={purpose} />
      </p>
      <p className="text-soft">{t("asked", { day: sayDate(localDateOf(at, zone), locale), days })}</p>
    </Card>
  );
}
