/** How a form that was sent without leaving the page ended: at which address, and whether that address says a refusal. */
type Sent = { readonly address: string; readonly refused: boolean };

/**
 * Sends a form as the browser would, with the button that was touched, but without leaving the page. Undefined where nobody knows
 * what came of it, or something else answered: the browser may then send the same form, whose key gives it one effect.
 */
export async function sendQuietly(form: HTMLFormElement, button: HTMLElement): Promise<Sent | undefined> {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") fields.append(name, value);
  if (button instanceof HTMLButtonElement && button.name !== "") fields.append(button.name, button.value);
  try {
    const { ok, url } = await fetch(form.action, { method: "POST", body: fields });
    return ok ? { address: url, refused: new URL(url).searchParams.has("refus") } : undefined;
  } catch {
    return undefined;
  }
}
