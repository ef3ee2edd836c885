import { useLocale, useTranslations } from "next-intl";
import { getPathname } from "#i18n/navigation.ts";
import { buttonClass } from "../ui/button.tsx";
import { inputClass } from "../ui/field.tsx";
import { FrenchText } from "../ui/french-text.tsx";
import { Icon } from "../ui/icon.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { homeAddress, type HomeChoice } from "./home-address.ts";

/** Letters that can be typed; nobody needs more. */
const LONGEST = 80;

/**
 * What was typed as a commune, and what it means: the communes to choose from (`found`; none: it is not known), or the one
 * that is `chosen`.
 */
export type NearAsked = {
  readonly typed?: string | undefined;
  readonly chosen?: { readonly code: string; readonly name: string } | undefined;
  readonly found?: readonly { readonly code: string; readonly name: string }[] | undefined;
};

/** A plain form that asks near which commune; it leads to this page again. `choice`: what the page is narrowed to besides. */
export function NearSearch({ asked: { typed, chosen, found }, choice }: { asked: NearAsked; choice: HomeChoice }) {
  const t = useTranslations("home.near");
  const locale = useLocale();
  return (
    <div className="grid content-start gap-2">
      <form role="search" method="get" action={getPathname({ href: "/", locale })} className="grid gap-1">
        <label htmlFor="commune" className="font-bold">
          {t("label")}
        </label>
        <div className="flex flex-wrap gap-2">
          <input
            id="commune"
            name="commune"
            type="search"
            defaultValue={chosen?.name ?? typed}
            placeholder={t("hint")}
            maxLength={LONGEST}
            dir="auto"
            autoComplete="address-level2"
            enterKeyHint="search"
            className={`${inputClass()} min-w-0 flex-1 basis-36`}
          />
          {choice.topic !== undefined && <input type="hidden" name="demarche" value={choice.topic} />}
          {choice.language !== undefined && <input type="hidden" name="langue" value={choice.language} />}
          <button type="submit" className={`${buttonClass()} large-letters:flex-1`}>
            <Icon name="search" size={20} />
            {t("go")}
          </button>
        </div>
      </form>
      {chosen && (
        <PageLink
          href={homeAddress({ ...choice, near: undefined })}
          className="inline-flex min-h-target items-center justify-self-start font-bold"
        >
          {t("everywhere")}
        </PageLink>
      )}
      {!chosen && found?.length === 0 && <Notice>{t.rich("unknown", { asked: () => <bdi>{typed}</bdi> })}</Notice>}
      {!chosen && found && found.length > 0 && (
        <nav aria-labelledby="quelle-commune" className="grid gap-1">
          <p id="quelle-commune" className="font-bold">
            {t("which")}
          </p>
          <ul className="flex flex-wrap gap-x-5">
            {found.map(({ code, name }) => (
              <li key={code}>
                <PageLink
                  href={homeAddress({ ...choice, near: code })}
                  className="inline-flex min-h-target items-center font-bold"
                >
                  <FrenchText text={name} />
                </PageLink>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </div>
  );
}
