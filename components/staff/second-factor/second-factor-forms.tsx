import type { ReactNode } from "react";
import { useTranslations } from "next-intl";
import { StaffForm, type FieldParts } from "#components/staff/staff-form.tsx";
import { Field } from "#components/ui/field.tsx";
import { PrintButton } from "#components/ui/print-button.tsx";
import { QrCode } from "#components/ui/qr-code.tsx";
import type { TypedForm } from "#lib/wire/staff-form.ts";

/**
 * The field of a code of the second factor: digits in any script, with or without spaces; a recovery code goes into it
 * too.
 */
export const FactorField = (parts: FieldParts & { label: string; hint: string; autoFocus?: boolean }) => (
  <Field
    {...parts}
    type="text"
    inputMode="numeric"
    autoComplete="one-time-code"
    maxLength={40}
    dir="ltr"
    required
    className="[&_input]:text-2xl [&_input]:tracking-[0.2em] [&_input]:tabular-nums"
  />
);

/** Text in groups of four, so that it can be read aloud and typed from. */
const inFours = (text: string): string => text.replace(/(.{4})(?=.)/gu, "$1 ");

type SetUpProps = {
  action: string;
  /** What the authenticator takes: the secret in letters, and as an address. */
  toSetUp: { readonly letters: string; readonly address: string };
  typed: TypedForm | undefined;
  /** Hidden fields of the form. */
  children?: ReactNode;
};

/**
 * Sets a second factor up in three steps: an application, its QR code or the letters, and a code of it that confirms.
 */
export function SetUpFactor({ action, toSetUp: { letters, address }, typed, children }: SetUpProps) {
  const t = useTranslations("auth.factor");
  return (
    <ol className="grid gap-6">
      <li className="grid gap-2">
        <h2>{t("step.app")}</h2>
        <p>{t("appWhat")}</p>
      </li>
      <li className="grid gap-3">
        <h2>{t("step.scan")}</h2>
        <QrCode text={address} label={t("qr")} className="w-60 max-w-full rounded-card text-black" />
        <p>
          <a href={address} className="inline-flex min-h-target items-center font-bold underline">
            {t("onThisPhone")}
          </a>
        </p>
        <p className="text-soft">{t("letters")}</p>
        <p className="text-xl font-bold tracking-wider" dir="ltr">
          {inFours(letters)}
        </p>
      </li>
      <li className="grid gap-3">
        <h2>{t("step.code")}</h2>
        <StaffForm form="activer" action={action} typed={typed} submit={t("setUp")}>
          {(field) => (
            <>
              {children}
              <FactorField {...field("code")} label={t("codeOfApp")} hint={t("codeOfAppHint")} />
            </>
          )}
        </StaffForm>
      </li>
    </ol>
  );
}

/**
 * New recovery codes, shown for ten minutes (lib/server/auth/second-factor/shown-codes.ts): to print or to copy by
 * hand.
 */
export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const t = useTranslations("auth.factor");
  return (
    <section aria-labelledby="codes" className="grid gap-3 rounded-card border-2 border-accent bg-card p-4">
      <h2 id="codes">{t("codes")}</h2>
      <p>{t("codesWhat")}</p>
      <ul className="grid gap-x-6 gap-y-2 text-xl font-bold tabular-nums sm:grid-cols-2" dir="ltr">
        {codes.map((code) => (
          <li key={code}>{inFours(code)}</li>
        ))}
      </ul>
      <PrintButton label={t("print")} />
    </section>
  );
}
