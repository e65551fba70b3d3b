/**
 * The year that each grid figure describes, where it is not the latest. The npm package drops the year; its repository
 * keeps it (thegreenwebfoundation/co2.js, data/output/average-intensities.json, as of 2025). Figures that were revised
 * since then, Saudi Arabia's, Ukraine's and the Emirates' among the zones below, describe this year at the earliest.
 * @module
 */

/** The year of every figure that is not listed below. */
export const LATEST_GRID_YEAR = 2024;

/** Year → zone codes, separated by white space. */
const OLDER: Readonly<Record<number, string>> = {
  2022: `
    ABW BHS CAF COK CPV FLK FRO GLP GNB GRD GRL GUF GUM HTI JAM JOR KIR KNA LCA LKA LSO MAC MDG MRT
    MSR MTQ MWI NCL NPL PRK PSE PYF REU SPM STP SYR TCD UGA UKR
  `,
  2023: `
    AFG AGO ALB ARE ASM ATG BDI BEN BFA BHR BLZ BRB BRN BTN BWA CIV CMR COD COG COM CUB CYM DJI DMA
    DZA ERI ETH FJI GAB GHA GIN GMB GNQ GTM GUY HKG HND IDN IRQ ISL ISR LAO LBN LBR LBY MDV MLI MOZ
    MUS NAM NER NIC NRU PAN PNG PRY RWA SAU SDN SEN SLB SLE SOM SSD SUR SWZ SYC TCA TGO TKM TON TTO
    TZA UZB VCT VEN VGB VIR VUT WSM YEM
  `,
};

/** Zone code → year, for the zones that are older than the latest. */
export const GRID_YEARS: ReadonlyMap<string, number> = /* @__PURE__ */ gridYears();

function gridYears(): ReadonlyMap<string, number> {
  return new Map(
    Object.entries(OLDER).flatMap(([year, codes]) =>
      codes
        .trim()
        .split(/\s+/u)
        .map((code) => [code, Number(year)] as const),
    ),
  );
}
