import { thisBrowser } from "./browser.ts";
import { deviceId } from "./ids.ts";
import { tellUnsentActs } from "./line-server.ts";

const SAID = "permanences.held";

/** Tells the server which acts this device holds that `me`, who is signed in, cannot send, unless it was told the same already. */
export async function tellHeld(me: string, held: Parameters<typeof tellUnsentActs>[2]): Promise<void> {
  const { ofDevice } = thisBrowser;
  const now = JSON.stringify(held);
  if ((ofDevice.getItem(SAID) ?? "[]") === now) return;
  if (await tellUnsentActs(me, deviceId(), held)) ofDevice.setItem(SAID, now);
}
