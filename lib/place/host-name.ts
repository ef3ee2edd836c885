/**
 * At least two labels of small letters, digits and hyphens; the last one begins with a letter, so that an address in
 * numbers is none.
 */
const HOST_NAME = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/u;

/** The longest name of a host (RFC 1035). */
const LONGEST = 253;

/**
 * A typed host name as requests name it: « aide.ville.example » in small letters, and other letters than those of ASCII
 * as browsers send them (« xn--… »). Undefined for what is none: with a scheme, port, path or name and password, of one
 * label, or an address in numbers.
 */
export function hostNameOf(typed: string): string | undefined {
  const name = typed.trim();
  if (/[\s/\\:@?#%[\]]/u.test(name) || !URL.canParse(`https://${name}`)) return undefined;
  const host = new URL(`https://${name}`).hostname;
  return host.length <= LONGEST && HOST_NAME.test(host) ? host : undefined;
}

/** The name in the Host header of a request, in small letters and without the port. */
export const nameInHost = (header: string): string => header.toLowerCase().replace(/:\d+$/u, "");
