import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { NewPlaceForm } from "#components/staff/place/new-place-form.tsx";
import { actOfStep } from "./paths.ts";
import { StepFoot } from "./step-foot.tsx";

type Props = {
  organisation: { readonly id: string; readonly slug: string };
  typed: TypedForm | undefined;
  places: readonly {
    readonly id: string;
    readonly slug: string;
    readonly name: string;
    readonly postalCode: string;
    readonly city: string;
  }[];
  /** The idempotency key of the form. */
  formKey: string;
};

/** Step 4: the places that stand, and the ways to add one. */
export function PlacesStep({ organisation, typed, places, formKey }: Props) {
  const t = useTranslations("staff.firstHour.places");
  return (
    <>
      <p className="text-lg">{t("lead")}</p>
      {places.length === 0 ? (
        <Notice tone="warn">{t("none")}</Notice>
      ) : (
        <section aria-labelledby="there" className="grid gap-2">
          <h2 id="there">{t("there", { count: places.length })}</h2>
          <ul className="grid max-h-96 auto-rows-max gap-x-5 overflow-y-auto rounded-card border-2 border-hair bg-card px-4 py-2 sm:grid-cols-2">
            {places.map(({ id, slug, name, postalCode, city }) => (
              <li key={id} className="py-1">
                <PageLink
                  href={`/coordination/lieux/${slug}`}
                  className="inline-flex min-h-target items-center font-bold"
                >
                  <FrenchText text={name} />
                </PageLink>
                <p className="text-soft">
                  <FrenchText text={`${postalCode}\u00a0${city}`} />
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <PageLink
          href={`/coordination/lieux/importer?${new URLSearchParams({ organisation: organisation.slug })}`}
          className={buttonClass("ghost")}
        >
          {t("fromFile")}
        </PageLink>
        <p className="text-soft">{t("fromFileWhat")}</p>
      </div>
      <details
        open={places.length === 0 || typed?.form === "place"}
        className="rounded-card border-2 border-hair px-4 py-1"
      >
        <summary className="min-h-target cursor-pointer py-3 font-bold">
          {t(places.length === 0 ? "byHand" : "anotherByHand")}
        </summary>
        <NewPlaceForm
          action={actOfStep("places", "creer", organisation.slug)}
          typed={typed}
          organisation={organisation}
          formKey={formKey}
          submit={t("add")}
        />
      </details>
      <StepFoot slug={organisation.slug} here="places" isQuiet={places.length === 0} />
    </>
  );
}
