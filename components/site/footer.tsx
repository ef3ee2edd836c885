import { useTranslations } from "next-intl";
import { PageLink } from "#components/ui/page-link.tsx";
import { Telephone } from "./telephone.tsx";

const pages = [
  ["aid", "/aide"],
  ["accessibility", "/accessibilite"],
  ["privacy", "/donnees-personnelles"],
  ["legal", "/mentions-legales"],
  ["map", "/plan-du-site"],
] as const;

/** On every page, in the same order: somebody to call, then what the law and courtesy ask. */
export function Footer({ phone, hours }: { phone?: string | undefined; hours?: string | undefined }) {
  const t = useTranslations("site");
  return (
    <footer aria-label={t("help")} className="border-t-2 border-hair">
      <div className="mx-auto grid max-w-5xl gap-2 px-4 py-4">
        <Telephone phone={phone} hours={hours} />
        <ul className="flex flex-wrap gap-x-5">
          {pages.map(([key, href]) => (
            <li key={key}>
              <PageLink href={href} className="inline-flex min-h-target min-w-target items-center text-soft">
                {t(key)}
              </PageLink>
            </li>
          ))}
        </ul>
      </div>
    </footer>
  );
}
