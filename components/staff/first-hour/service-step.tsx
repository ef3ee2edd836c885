import type { ServiceField } from "#lib/place/first-hour.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { ServiceForm } from "#components/staff/settings/service-form.tsx";
import { actOfStep } from "./paths.ts";
import { ServicePreview } from "./service-preview.tsx";
import { StepFoot } from "./step-foot.tsx";

type Props = {
  slug: string;
  typed: TypedForm | undefined;
  organisation: string;
  stored: Readonly<Record<string, string>>;
  logo: string | undefined;
  /** What is not kept yet; what was typed into a refused form is not asked for again. */
  missing: readonly ServiceField[];
  departments: readonly { readonly value: string; readonly label: string }[];
};

/** Step 3: what the organisation says of itself, with the form of the settings, and how residents see it. */
export function ServiceStep({ slug, typed, organisation, stored, logo, missing, departments }: Props) {
  const refused = typed?.form === "service" ? typed.fields : {};
  const stands: Readonly<Record<string, string>> = { ...stored, ...refused };
  const isTyped = (field: ServiceField): boolean =>
    (field === "written" ? ["written.mail", "written.sms"] : [field]).some((name) => refused[name]?.trim());
  return (
    <>
      <div className="grid items-start gap-7 lg:grid-cols-[minmax(0,1fr)_17rem]">
        <ServiceForm
          action={actOfStep("service", "enregistrer", slug)}
          typed={typed}
          organisation={organisation}
          stored={stored}
          departments={departments}
          logo={logo === undefined ? undefined : `/chez/${slug}/logo?v=${logo}`}
        />
        <ServicePreview
          slug={slug}
          logo={logo}
          name={stands["name"] ?? ""}
          telephone={stands["telephone"] ?? ""}
          accent={stands["accent"] ?? ""}
        />
      </div>
      <StepFoot slug={slug} here="service" form="service-form" missing={missing.filter((field) => !isTyped(field))} />
    </>
  );
}
