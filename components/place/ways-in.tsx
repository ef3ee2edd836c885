import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PageLink } from "../ui/page-link.tsx";
import { Icon } from "../ui/icon.tsx";

const ways = [
  { icon: "number", title: "walkIn", hint: "walkInHint", href: "#maintenant", look: "bg-accent text-white" },
  { icon: "calendar", title: "book", hint: "bookHint", href: "/rendez-vous", look: "bg-card text-ink" },
  { icon: "learn", title: "learn", hint: "learnHint", href: "/ateliers", look: "bg-card text-ink" },
] as const;

/** The ways to get help, each with an icon and a title. `open`: a half-day is open now; `learn`: a workshop is planned. */
export function WaysIn({ open, learn }: { open: boolean; learn: boolean }) {
  const t = useTranslations("home");
  return (
    <nav aria-label={t("doors")}>
      <ul className={`grid gap-3 ${learn ? "md:grid-cols-3" : "md:grid-cols-2"}`}>
        {ways
          .filter(({ title }) => learn || title !== "learn")
          .map(({ icon, title, hint, href, look }) => (
            <li key={title}>
              <WayLink
                href={href}
                className={`flex h-full min-h-19 items-center gap-4 md:items-start rounded-card border-2 border-accent px-4.5 py-4 no-underline ${look}`}
              >
                <Icon name={icon} size={44} />
                <span>
                  <strong className="block text-[1.11rem]">{t(title)}</strong>
                  <span className="block">{t(hint === "walkInHint" && !open ? "walkInHintLater" : hint)}</span>
                </span>
              </WayLink>
            </li>
          ))}
      </ul>
    </nav>
  );
}

/** A link within this page is a plain anchor. */
const WayLink = ({ href, className, children }: { href: string; className: string; children: ReactNode }) =>
  href.startsWith("#") ? (
    <a href={href} className={className}>
      {children}
    </a>
  ) : (
    <PageLink href={href} className={className}>
      {children}
    </PageLink>
  );
