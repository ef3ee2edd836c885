import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { ActToConfirm } from "#components/staff/act-to-confirm.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";

type Props = {
  href: string;
  place: { readonly id: string; readonly slug: string; readonly doorGeneration: number; readonly hidden: boolean };
  typed: TypedForm | undefined;
};

/**
 * The QR code of the door: its poster to print, and at a second touch a new code, which ends the posters that hang
 * there.
 */
export function DoorOfPlace({ href, place, typed }: Props) {
  const t = useTranslations("staff.places.door");
  return (
    <section aria-labelledby="door" className="grid gap-3">
      <h2 id="door">{t("title")}</h2>
      {!place.hidden && (
        <p>
          <PageLink href={`/lieux/${place.slug}/affiche`} className={buttonClass("ghost")}>
            {t("print")}
          </PageLink>
        </p>
      )}
      <ActToConfirm title={t("renew")} what={t("renewWhat")} open={typed?.form === "porte"}>
        <StaffForm form="porte" action={`${href}/porte`} typed={typed} submit={t("renewYes")} look="ghost">
          {() => (
            <>
              <input type="hidden" name="place" value={place.id} />
              <input type="hidden" name="generation" value={place.doorGeneration} />
            </>
          )}
        </StaffForm>
      </ActToConfirm>
    </section>
  );
}
