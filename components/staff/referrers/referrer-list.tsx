import { useTranslations } from "next-intl";
import { PhoneNumber } from "#components/phone-number.tsx";
import { Card } from "#components/ui/card.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Field } from "#components/ui/field.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { ActToConfirm } from "#components/staff/act-to-confirm.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";

type Referrer = {
  readonly id: string;
  readonly name: string;
  readonly phone?: string;
  readonly email?: string;
  readonly most: number;
  readonly address: string;
  readonly toCome: number;
  readonly booked: number;
  readonly cancelled: number;
};

/**
 * The structures that refer people: how many they have booked, their address to hand out, and how it is ended. `slug`:
 * of the organisation.
 */
export function ReferrerList({
  referrers,
  href,
  slug,
  typed,
}: {
  referrers: readonly Referrer[];
  href: string;
  slug: string;
  typed: TypedForm | undefined;
}) {
  const t = useTranslations("staff.referrers");
  const add = useTranslations("share.add");
  return (
    <ul className="grid gap-4">
      {referrers.map(({ id, name, phone, email, most, address, toCome, booked, cancelled }) => (
        <Card as="li" key={id} className="grid gap-3">
          <h2 className="wrap-anywhere">
            <FrenchText text={name} />
          </h2>
          <p className="flex flex-wrap items-center gap-x-5">
            {phone !== undefined && <PhoneNumber phone={phone} touch />}
            {email !== undefined && (
              <a href={`mailto:${email}`} dir="ltr" className="inline-flex min-h-target items-center wrap-anywhere">
                {email}
              </a>
            )}
          </p>
          <ul>
            <li className="font-bold">{t("toCome", { count: toCome, most })}</li>
            <li>{t("year", { booked, cancelled })}</li>
          </ul>
          <div className="grid items-end gap-3 sm:grid-cols-[1fr_auto]">
            <Field
              id={`adresse-${id}`}
              name={`adresse-${id}`}
              readOnly
              dir="ltr"
              defaultValue={address}
              label={t("address")}
              hint={t("addressHint")}
            />
            <CopyButton field={`adresse-${id}`} label={t("copy")} done={add("copied")} byHand={add("copyByHand")} />
          </div>
          <ActToConfirm title={t("stop")} what={t("stopWhat")} open={typed?.form === `arreter-${id}`}>
            <StaffForm
              form={`arreter-${id}`}
              action={`${href}/arreter`}
              typed={typed}
              submit={t("stopYes")}
              look="ghost"
            >
              {() => (
                <>
                  <input type="hidden" name="referrer" value={id} />
                  <input type="hidden" name="slug" value={slug} />
                </>
              )}
            </StaffForm>
          </ActToConfirm>
        </Card>
      ))}
    </ul>
  );
}
