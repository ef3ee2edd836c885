/** A TEXT value of iCalendar (RFC 5545, 3.3.11): what separates values is escaped, a line break becomes \n. */
export const escapeText = (text: string): string =>
  text
    .replace(/[\\;,]/g, (mark) => `\\${mark}`)
    .replace(/\r\n|\r|\n/g, "\\n")
    .replace(/[\u0000-\u001f\u007f]/g, "");
