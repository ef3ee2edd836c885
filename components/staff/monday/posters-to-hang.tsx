import { useLocale, useTranslations } from "next-intl";
import { StaffForm, type FieldParts } from "#components/staff/staff-form.tsx";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { TickBox } from "#components/ui/tick-box.tsx";
import type { PosterToHang } from "#lib/schedule/poster.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { More, NothingToDo, Part } from "./to-settle.tsx";

type FirstPosters = { readonly shown: readonly PosterToHang[]; readonly more: boolean };

/**
 * The posters that say something wrong, on which walls, and of what; then, folded, the places of which nobody said that
 * one hangs: as long as there are some, nothing says that the walls are right. One form: what was put up is ticked.
 */
export function PostersToHang({
  wrong,
  unknown,
  slug,
  typed,
}: {
  wrong: FirstPosters;
  unknown: FirstPosters;
  slug: string;
  typed: TypedForm | undefined;
}) {
  const t = useTranslations("staff.monday.posters");
  const locale = useLocale();
  const names = new Intl.ListFormat(locale, { type: "conjunction" }).format(
    unknown.shown.map(({ place }) => place.name),
  );
  return (
    <Part id="affiches" title={t("title")}>
      {wrong.shown.length + unknown.shown.length === 0 && <NothingToDo>{t("none")}</NothingToDo>}
      {unknown.shown.length > 0 && (
        <p className="flex items-center gap-2 font-bold">
          <Icon name="warning" size={24} />
          {t("notKnown", { count: unknown.shown.length, more: String(unknown.more) })}
        </p>
      )}
      {unknown.shown.length > 0 && (
        <p className="hidden print:block">
          <FrenchText text={names} />
        </p>
      )}
      {wrong.shown.length + unknown.shown.length > 0 && (
        <StaffForm form="affichees" action="/coordination/lundi/affichees" typed={typed}>
          {(field) => (
            <>
              <input type="hidden" name="slug" value={slug} />
              <p className="text-soft print:hidden">{t("hint")}</p>
              <Posters posters={wrong} field={field} />
              {unknown.shown.length > 0 && (
                <details className="print:hidden">
                  <summary className="min-h-target cursor-pointer content-center font-bold">{t("unknown")}</summary>
                  <Posters posters={unknown} field={field} />
                </details>
              )}
              <span className="print:hidden">
                <Button type="submit" look="ghost">
                  {t("hangs")}
                </Button>
              </span>
            </>
          )}
        </StaffForm>
      )}
    </Part>
  );
}

function Posters({ posters, field }: { posters: FirstPosters; field: (name: string) => FieldParts }) {
  const t = useTranslations("staff.monday.posters");
  const locale = useLocale();
  const list = new Intl.ListFormat(locale, { type: "conjunction" });
  if (posters.shown.length === 0) return null;
  return (
    <>
      <ul className="grid">
        {posters.shown.map(({ place, parts, version }) => (
          <li key={place.id} className="border-t border-hair">
            <TickBox
              name={`place:${place.id}`}
              value={version}
              ticked={field(`place:${place.id}`).defaultValue === version}
            >
              <span>
                <b>
                  <FrenchText text={place.name} />
                </b>
                {parts.length > 0 && (
                  <span className="block">
                    {t("wrong", { parts: list.format(parts.map((part) => t(`part.${part}`))) })}
                  </span>
                )}
              </span>
            </TickBox>
            <PageLink
              href={`/lieux/${place.slug}/affiche`}
              className="inline-flex min-h-target items-center font-bold print:hidden"
            >
              <span>{t.rich("print", { place: () => <FrenchText text={place.name} /> })}</span>
            </PageLink>
          </li>
        ))}
      </ul>
      <More more={posters.more} />
    </>
  );
}
