import { useTranslations } from "next-intl";
import { PageLink } from "../ui/page-link.tsx";
import { Icon } from "../ui/icon.tsx";

const ways = [
  { icon: "calendar", title: "book", hint: "bookHint", href: "/rendez-vous", look: "bg-accent text-white" },
  { icon: "learn", title: "learn", hint: "learnHint", href: "/ateliers", look: "bg-card text-ink" },
] as const;

/**
 * The other ways to get help than coming to what is open, each with a title, and with an icon where two of them stand side by side with room for it; on a phone low enough that what
 * is open stands on the first screen. `learn`: a workshop is planned.
 */
export function WaysIn({ learn }: { learn: boolean }) {
  const t = useTranslations("home");
  return (
    <nav aria-label={t("doors")}>
      <ul className="grid gap-2.5 max-lg:grid-flow-col max-lg:auto-cols-fr lg:gap-3">
        {ways
          .filter(({ title }) => learn || title !== "learn")
          .map(({ icon, title, hint, href, look }) => (
            <li key={title} className="grid">
              <PageLink
                href={href}
                className={`flex min-h-14 items-center gap-3 rounded-card border-2 border-accent px-4 py-2 no-underline max-[26rem]:justify-center max-[26rem]:px-2 max-[26rem]:text-center lg:min-h-19 lg:py-4 ${look}`}
              >
                <span className="max-[26rem]:hidden">
                  <Icon name={icon} size={32} />
                </span>
                <span>
                  <strong className="block text-[1.11rem] leading-tight">{t(title)}</strong>
                  <span className="block max-sm:sr-only">{t(hint)}</span>
                </span>
              </PageLink>
            </li>
          ))}
      </ul>
    </nav>
  );
}
