import { Audit, Outcome } from "@siteimprove/alfa-act";
import { Device } from "@siteimprove/alfa-device";
import { Native as NativeDevice } from "@siteimprove/alfa-device/native";
import { Document } from "@siteimprove/alfa-dom";
import { Native as NativeDom } from "@siteimprove/alfa-dom/native";
import { Request, Response } from "@siteimprove/alfa-http";
import { Rules } from "@siteimprove/alfa-rules";
import { Page as Audited } from "@siteimprove/alfa-web";
import type { Page } from "playwright-core";

/** Rules of level AAA, for which neither the RGAA nor WCAG 2.2 AA asks: the height of lines, targets of 44 px. */
const BEYOND = ["sia-r73", "sia-r111"];

/**
 * The rules of Siteimprove's Alfa that the page breaks now, each with what breaks it. All its packages have one
 * version: with mixed ones it finds nothing whatever the page, and no error says so.
 */
export async function alfaFaults(page: Page): Promise<readonly string[]> {
  const window = await page.evaluateHandle(() => globalThis.window);
  const device = Device.from(await window.evaluate(NativeDevice.fromWindow));
  const document = Document.from(await page.evaluate(NativeDom.fromNode), device);
  const audited = Audited.of(Request.empty(), Response.empty(), document, device);
  const outcomes = await Audit.of(audited, Rules.values()).evaluate();
  return [...outcomes]
    .filter((outcome) => Outcome.isFailed(outcome))
    .map(({ rule, target }) => ({ rule: rule.uri.split("/").at(-1) ?? "", at: String(target).slice(0, 150) }))
    .filter(({ rule }) => !BEYOND.includes(rule))
    .map(({ rule, at }) => `${rule}: ${at}`);
}
