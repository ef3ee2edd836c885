import type { ReactNode } from "react";
import { FrenchText } from "#components/ui/french-text.tsx";

type Props = {
  readonly hour: string;
  readonly name: string | undefined;
  readonly sentences: readonly { readonly locale: string; readonly text: string }[];
  readonly children: ReactNode;
};

/**
 * Somebody who is told on site: their hour and what to say. On paper, which hangs at the door, neither their name nor
 * the form (`children`).
 */
export const PersonToTellOnSite = ({ hour, name, sentences, children }: Props) => (
  <li className="grid gap-2 border-t border-hair pt-2">
    <p className="font-bold">
      <bdi>{hour}</bdi>
      {name !== undefined && (
        <span className="print:hidden">
          {" · "}
          <bdi>{name}</bdi>
        </span>
      )}
    </p>
    {sentences.map(({ locale, text }) => (
      <p key={locale} lang={locale} dir={locale === "ar" ? "rtl" : "ltr"}>
        {locale === "fr" ? <FrenchText text={text} /> : text}
      </p>
    ))}
    <div className="print:hidden">{children}</div>
  </li>
);
