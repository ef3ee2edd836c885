import type { Locator } from "playwright-core";
import type { Reader } from "./reader.ts";

/** Where a form that stands in the page is posted, and what with: as rendered, with what was typed so far. */
type Rendered = { readonly action: string; readonly fields: readonly (readonly [string, string])[] };

/** Posts one rendered form twice at the same moment, as two taps do; answers where each leads. `button`: the one that is tapped. */
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

/** Writes another key into the hidden field of the form, as an extension or a worn-out page may. */
export const altersKey = ({ page }: Reader): Promise<void> =>
  page
    .locator("input[name=key]")
    .first()
    .evaluate((field) => void ((field as HTMLInputElement).value = "0199"));
