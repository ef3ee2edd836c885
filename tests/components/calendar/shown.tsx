import { render } from "@testing-library/react";
import { NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";
import { messages } from "#tests/support/messages.ts";

/** Renders with French messages; returns the text with plain spaces and hyphens. */
export function shown(node: ReactNode): { text: string; container: HTMLElement } {
  const { container } = render(
    <NextIntlClientProvider locale="fr" messages={messages.fr} timeZone="Europe/Paris">
      {node}
    </NextIntlClientProvider>,
  );
  return { container, text: (container.textContent ?? "").replace(/\u00a0/g, " ").replace(/\u2011/g, "-") };
}
