/** A category as a company starts with it; titles are in locales/<lang>/categories.json by key. */
export interface CategorySeed {
  key: string;
  /** A request of this category is an emergency whatever its text says. */
  emergency: boolean;
  children: readonly CategorySeed[];
}

const category = (key: string, children: readonly CategorySeed[] = []): CategorySeed => ({
  key,
  emergency: false,
  children,
});

const emergency = (key: string): CategorySeed => ({ key, emergency: true, children: [] });

export const defaultCategories: readonly CategorySeed[] = [
  category("plumbing", [
    emergency("plumbing.burst"),
    category("plumbing.leak"),
    category("plumbing.no-water"),
    emergency("plumbing.sewer"),
    category("plumbing.tap"),
  ]),
  category("electricity", [
    emergency("electricity.no-power"),
    emergency("electricity.sparks"),
    category("electricity.light"),
  ]),
  category("heating", [emergency("heating.none"), category("heating.weak"), emergency("heating.leak")]),
  category("lift", [emergency("lift.stuck"), category("lift.fault")]),
  emergency("gas"),
  category("cleaning", [category("cleaning.entrance"), category("cleaning.chute")]),
  category("entrance", [
    category("entrance.door"),
    category("entrance.intercom"),
    category("entrance.window"),
    category("entrance.roof"),
  ]),
  category("yard", [category("yard.snow"), category("yard.rubbish"), category("yard.parking")]),
  category("other"),
];
