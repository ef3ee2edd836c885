import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Field } from "#components/ui/field.tsx";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { StaffForm } from "../staff-form.tsx";

type Props = {
  href: string;
  addresses: { readonly page: string; readonly feed: string };
  generation: number;
  typed: TypedForm | undefined;
  /** How to add it to a calendar program. */
  steps: ReactNode;
};

/** The address of a share to copy, how to add it to a calendar program, and how to change or close it. */
export function ShareAddress({ href, addresses, generation, typed, steps }: Props) {
  const [t, add, end] = [
    useTranslations("staff.shares.address"),
    useTranslations("share.add"),
    useTranslations("staff.shares.end"),
  ];
  return (
    <>
      <section aria-labelledby="adresse-titre" className="grid gap-4">
        <h2 id="adresse-titre">{t("title")}</h2>
        <p>{t("what")}</p>
        <div className="grid items-end gap-3 sm:grid-cols-[1fr_auto]">
          <Field
            id="adresse"
            name="adresse"
            readOnly
            dir="ltr"
            defaultValue={addresses.feed}
            label={add("address")}
            hint={add("addressHint")}
          />
          <CopyButton field="adresse" label={add("copy")} done={add("copied")} byHand={add("copyByHand")} />
        </div>
        <p>
          <a href={addresses.page} className="inline-flex min-h-target items-center font-bold underline">
            {t("page")}
          </a>
        </p>
        {steps}
        <p className="text-soft">{t("daily")}</p>
      </section>
      <section aria-labelledby="fin" className="grid gap-4">
        <h2 id="fin">{end("title")}</h2>
        <div className="grid gap-4 md:grid-cols-2">
          <div className="grid content-start gap-2">
            <p>{end("renewWhat")}</p>
            <StaffForm form="renouveler" action={`${href}/renouveler`} typed={typed} submit={end("renew")} look="ghost">
              {() => <input type="hidden" name="generation" value={generation} />}
            </StaffForm>
          </div>
          <div className="grid content-start gap-2">
            <p>{end("revokeWhat")}</p>
            <StaffForm form="arreter" action={`${href}/arreter`} typed={typed} submit={end("revoke")} look="quiet" />
          </div>
        </div>
      </section>
    </>
  );
}
