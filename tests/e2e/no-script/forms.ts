import type { Locator } from "playwright-core";
import type { Reader } from "./reader.ts";

/** The address and the fields of a form on the page, as rendered and with what was typed so far. */
type Rendered = { readonly action: string; readonly fields: readonly (readonly [string, string])[] };

/**
 * Posts one rendered form twice at the same moment, as a double tap does; returns the two addresses it leads to.
 * `button`: the one that is tapped.
 */
export async function sendsTwice({ page }: Reader, button: Locator): Promise<readonly (string | null)[]> {
  const { action, fields } = await button.evaluate((tapped): Rendered => {
    const { form } = tapped as HTMLButtonElement;
    if (!form) throw new Error("The button has no form.");
    return {
      action: form.action,
      fields: [...new FormData(form, tapped as HTMLButtonElement)].map(
        ([name, value]) => [name, String(value)] as const,
      ),
    };
  });
  const send = async (): Promise<string | null> => {
    const answer = await fetch(action, {
      method: "POST",
      redirect: "manual",
      headers: { origin: new URL(page.url()).origin },
      body: new URLSearchParams(fields.map(([name, value]) => [name, value])),
    });
    expect(answer.status).toBe(303);
    return answer.headers.get("location");
  };
  return Promise.all([send(), send()]);
}

/** Writes another key into the hidden field of the form, as a browser extension or an outdated page may. */
export const altersKey = ({ page }: Reader): Promise<void> =>
  page
    .locator("input[name=key]")
    .first()
    .evaluate((field) => void ((field as HTMLInputElement).value = "0199"));
