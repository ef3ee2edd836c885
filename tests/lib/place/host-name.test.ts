import { hostNameOf, nameInHost } from "#lib/place/host-name.ts";

test.each([
  ["aide.ville.example", "aide.ville.example"],
  [" Aide.Ville.EXAMPLE ", "aide.ville.example"],
  ["a-b.xn--p1ai", "a-b.xn--p1ai"],
  ["côté.example", "xn--ct-cja6b.example"],
])("%s is the host name %s", (typed, host) => expect(hostNameOf(typed)).toBe(host));

test.each([
  "",
  "aide",
  "localhost",
  "https://aide.ville.example",
  "aide.ville.example/",
  "aide.ville.example:8443",
  "aide.ville.example.",
  "moi@ville.example",
  "aide ville.example",
  "aide..example",
  "-aide.example",
  "aide-.example",
  "aide_numerique.example",
  "192.0.2.7",
  "0x7f.1",
  "[::1]",
  "*.ville.example",
  "aide.ville.example?x",
  "aide.ville%2eexample",
  `${"a".repeat(64)}.example`,
  `${"a.".repeat(125)}example`,
])("“%s” is no host name", (typed) => expect(hostNameOf(typed)).toBeUndefined());

test.each([
  ["Aide.ville.example", "aide.ville.example"],
  ["aide.ville.example:8443", "aide.ville.example"],
  ["[::1]:3000", "[::1]"],
])("the Host header %s names %s", (header, name) => expect(nameInHost(header)).toBe(name));
