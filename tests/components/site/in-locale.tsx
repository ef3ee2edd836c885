import { render } from "@testing-library/react";
import { NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";
import { messages } from "#tests/support/messages.ts";

/** Renders with the messages of that language. */
export const inLocale = (locale: keyof typeof messages, node: ReactNode) =>
  render(
    <NextIntlClientProvider locale={locale} messages={messages[locale]} timeZone="Europe/Paris">
      {node}
    </NextIntlClientProvider>,
  );

/** The text with plain spaces and hyphens. */
export const readIn = (locale: keyof typeof messages, node: ReactNode): string => {
  const { container, unmount } = inLocale(locale, node);
  const text = (container.textContent ?? "").replace(/\u00a0/g, " ").replace(/\u2011/g, "-");
  unmount();
  return text;
};
