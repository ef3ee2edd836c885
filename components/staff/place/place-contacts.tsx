import { useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import { Field } from "#components/ui/field.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { PhoneNumber } from "#components/phone-number.tsx";
import type { placeContactForm } from "#lib/wire/place/place-body.ts";
import type { NameOf, TypedForm } from "#lib/wire/staff-form.ts";
import { StaffForm } from "#components/staff/staff-form.tsx";

type Contact = {
  readonly id: string;
  readonly roleName: string;
  readonly phone: string | null;
  readonly email: string | null;
};

type Props = {
  href: string;
  place: string;
  contacts: readonly Contact[];
  typed: TypedForm | undefined;
  formKey: string;
};

/** Who is on site, for the team alone: each with a way to remove them, and a form for one more. */
export function PlaceContacts({ href, place, contacts, typed, formKey }: Props) {
  const t = useTranslations("staff.places.contacts");
  return (
    <section aria-labelledby="contacts" className="grid gap-3">
      <h2 id="contacts">{t("title")}</h2>
      <p className="text-soft">{t("what")}</p>
      {contacts.length > 0 && (
        <ul className="grid gap-2.5 md:grid-cols-2">
          {contacts.map(({ id, roleName, phone, email }) => (
            <Card as="li" key={id} className="grid gap-2">
              <p className="font-bold">
                <FrenchText text={roleName} />
              </p>
              {phone !== null && (
                <p>
                  <PhoneNumber phone={phone} />
                </p>
              )}
              {email !== null && <p className="wrap-break-word">{email}</p>}
              <StaffForm
                form={`retirer-${id}`}
                action={`${href}/retirer`}
                typed={typed}
                submit={t("remove", { name: roleName })}
                look="quiet"
              >
                {() => (
                  <>
                    <input type="hidden" name="place" value={place} />
                    <input type="hidden" name="contact" value={id} />
                  </>
                )}
              </StaffForm>
            </Card>
          ))}
        </ul>
      )}
      <StaffForm<NameOf<typeof placeContactForm>>
        form="contact"
        action={`${href}/contact`}
        typed={typed}
        submit={t("add")}
        look="ghost"
        formKey={formKey}
      >
        {(field) => (
          <>
            <input type="hidden" name="place" value={place} />
            <div className="grid items-end gap-4 sm:grid-cols-3">
              <Field label={t("roleName")} maxLength={80} {...field("roleName")} />
              <Field label={t("phone")} type="tel" {...field("phone")} />
              <Field label={t("email")} type="email" {...field("email")} />
            </div>
          </>
        )}
      </StaffForm>
    </section>
  );
}
