import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { fieldsOfHost, type hostForm } from "#lib/wire/organisation/new-organisation.ts";
import type { NameOf, TypedForm } from "#lib/wire/staff-form.ts";
import { StaffForm } from "#components/staff/staff-form.tsx";

type Props = {
  /** The id of the organisation, and the path of its own pages. */
  organisation: string;
  pages: string;
  /** Its host name, where it has one. */
  host: string | undefined;
  action: string;
  typed: TypedForm | undefined;
};

/** The host name of an organisation, and the form that changes it: closed until it is opened or was refused. */
export function OwnHost({ organisation, pages, host, action, typed }: Props) {
  const t = useTranslations("staff.organisations.host");
  const form = `adresse-${organisation}`;
  // One form of the page for every organisation: what was typed comes back to the one it was about.
  const ofThisOne =
    typed?.form === "adresse" && typed.fields["organisation"] === organisation ? { ...typed, form } : undefined;
  return (
    <details open={ofThisOne !== undefined}>
      <summary className="min-h-target cursor-pointer py-3">
        <span className="font-bold">{t("title")}</span>{" "}
        <span className="wrap-anywhere text-soft">{host === undefined ? t("none") : <bdi dir="ltr">{host}</bdi>}</span>
      </summary>
      <StaffForm<NameOf<typeof hostForm>>
        form={form}
        action={action}
        typed={ofThisOne}
        stored={fieldsOfHost(host)}
        submit={t("save")}
        look="quiet"
      >
        {(field) => (
          <>
            <input type="hidden" name="organisation" value={organisation} />
            <p>{t("before")}</p>
            <Field
              {...field("host")}
              label={t("label")}
              hint={t("hint", { pages })}
              maxLength={260}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              dir="ltr"
            />
          </>
        )}
      </StaffForm>
    </details>
  );
}
