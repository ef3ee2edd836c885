import { SegmentedMessage } from "sms-segments-calculator";

/**
 * A text as it is sent and paid: in GSM-7 160 letters are one segment, of several 153 each; in UCS-2 70, of several 67
 * each.
 */
export type Segments = { readonly encoding: "GSM-7" | "UCS-2"; readonly segments: number };

/**
 * Counts the segments of a text, by the package that does it as the networks do: extension letters count twice, and
 * none is cut.
 */
export function segmentsOf(text: string): Segments {
  const { encodingName, segmentsCount } = new SegmentedMessage(text);
  return { encoding: encodingName, segments: segmentsCount };
}
