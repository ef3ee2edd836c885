import { useTranslations } from "next-intl";
import type { ServiceField } from "#lib/place/first-hour.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { LogoForm } from "../settings/logo-form.tsx";
import { ServiceForm } from "../settings/service-form.tsx";
import { actOfStep } from "./paths.ts";
import { ServicePreview } from "./service-preview.tsx";
import { StepFoot } from "./step-foot.tsx";

type Props = {
  slug: string;
  typed: TypedForm | undefined;
  organisation: string;
  values: Readonly<Record<string, string>>;
  version: string;
  logo: string | undefined;
  missing: readonly ServiceField[];
  departments: readonly { readonly value: string; readonly label: string }[];
};

/** Step 3: what the operator says of itself, with the form of the settings, and how residents see it. */
export function ServiceStep({ slug, typed, organisation, values, version, logo, missing, departments }: Props) {
  const t = useTranslations("staff.settings");
  const stands = { ...values, ...(typed?.form === "service" && typed.fields) };
  return (
    <>
      <div className="grid items-start gap-7 lg:grid-cols-[minmax(0,1fr)_17rem]">
        <ServiceForm
          action={actOfStep("service", "enregistrer", slug)}
          typed={typed}
          organisation={organisation}
          values={values}
          version={version}
          departments={departments}
        />
        <div className="grid gap-7">
          <ServicePreview
            slug={slug}
            logo={logo}
            name={stands["name"] ?? ""}
            telephone={stands["telephone"] ?? ""}
            accent={stands["accent"] ?? ""}
          />
          <section aria-labelledby="logo" className="grid gap-3">
            <h2 id="logo">{t("logo")}</h2>
            <LogoForm
              action={actOfStep("service", "logo", slug)}
              typed={typed}
              organisation={organisation}
              shown={logo === undefined ? undefined : `/chez/${slug}/logo?v=${logo}`}
            />
          </section>
        </div>
      </div>
      <StepFoot slug={slug} here="service" form="service-form" missing={missing} />
    </>
  );
}
