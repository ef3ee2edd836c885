import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { FrenchText } from "#components/ui/french-text.tsx";

/** What an organisation wrote of itself, line by line; where it wrote nothing, that it is still to write. */
export function OrganisationText({ text }: { text: string | undefined }) {
  const t = useTranslations("legal");
  if (text === undefined) return <p>{t("toFill")}</p>;
  return text.split("\n").map((line, index) => (
    <p key={index}>
      <FrenchText text={line} />
    </p>
  ));
}

/** A link that an organisation or the law names. */
export const OutsideLink = ({ href, children }: { href: string; children: ReactNode }) => (
  <a
    href={href}
    rel="noreferrer"
    className="inline-flex min-h-target items-center justify-self-start font-bold wrap-anywhere"
  >
    {children}
  </a>
);
