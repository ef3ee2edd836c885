/** @zones */
import { departmentName } from "#lib/server/place/department-name.ts";

test.each([
  ["93066", "Seine-Saint-Denis"],
  ["97411", "La Réunion"],
  ["2A004", "Corse-du-Sud"],
  ["22278", "Côtes-d’Armor"],
  ["97801", "Saint-Martin"],
])("the commune %s lies in the département %s", (code, name) => expect(departmentName(code)).toBe(name));

test("where there is no département, its number stands for it", () => expect(departmentName("99999")).toBe("99"));
