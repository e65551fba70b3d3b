/**
 * Names of zones that the ISO table does not have in the form people write: the name to show, then other names.
 * Case, accents, spaces and punctuation do not matter, so `Cote d'Ivoire` needs no row of its own.
 * @module
 */

/** Zones of the grid table that ISO 3166-1 does not list: key of the table → name, other names. */
export const REGION_NAMES: Readonly<Record<string, readonly [string, ...string[]]>> = {
  AFRICA: ["Africa"],
  ASEAN: ["ASEAN", "Association of Southeast Asian Nations"],
  ASIA: ["Asia"],
  EU: ["European Union", "EU27", "EU-27"],
  EUROPE: ["Europe"],
  G20: ["G20"],
  G7: ["G7"],
  "LATIN AMERICA AND CARIBBEAN": ["Latin America and Caribbean", "Latin America and the Caribbean"],
  "MIDDLE EAST": ["Middle East"],
  "NORTH AMERICA": ["North America"],
  OCEANIA: ["Oceania"],
  OECD: ["OECD"],
  WORLD: ["World", "Global", "Earth", "WLD", "WOR"],
};

/** ISO 3166-1 alpha-3 → name to show, other names. Countries not here are shown under their ISO name. */
export const COUNTRY_NAMES: Readonly<Record<string, readonly [string, ...string[]]>> = {
  ARE: ["United Arab Emirates", "UAE", "Emirates"],
  BHS: ["Bahamas", "The Bahamas"],
  BIH: ["Bosnia and Herzegovina", "Bosnia", "Bosnia Herzegovina"],
  BOL: ["Bolivia"],
  BRN: ["Brunei"],
  CIV: ["Côte d'Ivoire", "Ivory Coast"],
  COD: ["Democratic Republic of the Congo", "DR Congo", "DRC", "Congo-Kinshasa", "Congo (DRC)"],
  COG: ["Congo", "Republic of the Congo", "Congo-Brazzaville", "Congo Republic"],
  CPV: ["Cabo Verde", "Cape Verde"],
  CZE: ["Czechia", "Czech Republic"],
  DEU: ["Germany", "Deutschland"],
  ESP: ["Spain", "España"],
  FLK: ["Falkland Islands", "Malvinas"],
  GBR: [
    "United Kingdom",
    "UK",
    "Great Britain",
    "Britain",
    "England",
    "Scotland",
    "Wales",
    "Northern Ireland",
  ],
  GRC: ["Greece", "EL", "Hellas"],
  HKG: ["Hong Kong", "Hong Kong SAR"],
  IRN: ["Iran"],
  KNA: ["Saint Kitts and Nevis", "St Kitts"],
  KOR: ["South Korea", "Republic of Korea"],
  LAO: ["Laos"],
  MAC: ["Macao", "Macau"],
  MDA: ["Moldova"],
  MKD: ["North Macedonia", "Macedonia"],
  MMR: ["Myanmar", "Burma"],
  NLD: ["Netherlands", "Holland", "Kingdom of the Netherlands"],
  PRK: ["North Korea", "DPRK"],
  PSE: ["Palestine"],
  RUS: ["Russia"],
  STP: ["São Tomé and Príncipe"],
  SWZ: ["Eswatini", "Swaziland"],
  SYR: ["Syria"],
  TUR: ["Türkiye", "Turkey"],
  TWN: ["Taiwan"],
  TZA: ["Tanzania"],
  USA: ["United States", "America", "United States of America"],
  VEN: ["Venezuela"],
  VGB: ["British Virgin Islands"],
  VIR: ["US Virgin Islands", "United States Virgin Islands"],
  VNM: ["Vietnam"],
};
