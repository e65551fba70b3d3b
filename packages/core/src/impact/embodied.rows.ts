/**
 * Production of servers without their GPUs. Worked through with the factors of UBA TEXTE 94/2021, a 2-socket rack server
 * with 384 GB is 967.9 kg CO2e, 0.1492 kg Sb and 12,870 MJ. GPUs are in the hardware catalogue, card by card.
 * @module
 */
import type { Factor } from "../factor.ts";

const RETRIEVED = "2026-11-23";
const UBA = {
  title: "Green Cloud Computing, UBA TEXTE 94/2021: factors per component",
  url: "https://www.umweltbundesamt.de/publikationen/green-cloud-computing",
};

/**
 * Server without memory and GPUs, kg CO2e: geometric mean of the two ends found, 434 kg (UBA components of a
 * 2-socket rack server, less its memory) and 1,100 kg (Cloud Carbon Footprint, Dell R740 without disks, 2 sockets).
 */
export const SERVER_GWP: Factor<"gCO2e"> = {
  id: "embodied/server/gwp",
  value: 690_000,
  unit: "gCO2e",
  year: 2021,
  spread: 1.6,
  source: UBA,
  licence: "facts",
  retrieved: RETRIEVED,
};
/** Server without memory and GPUs, kg Sb. */
export const SERVER_ADPE: Factor<"kgSb"> = {
  id: "embodied/server/adpe",
  value: 0.115,
  unit: "kgSb",
  year: 2021,
  spread: 3,
  source: UBA,
  licence: "facts",
  retrieved: RETRIEVED,
};
/** Server without memory and GPUs, MJ of primary energy. */
export const SERVER_PE: Factor<"MJ"> = {
  id: "embodied/server/pe",
  value: 6130,
  unit: "MJ",
  year: 2021,
  spread: 2,
  source: UBA,
  licence: "facts",
  retrieved: RETRIEVED,
};
/** Memory, g CO2e per GB: 2.20 kg/cm² ÷ 1.79 GB/cm² + 5.22 kg per 32 GB module. Cloud Carbon Footprint: 1,388. */
export const MEMORY_GWP: Factor<"gCO2e/GB"> = {
  id: "embodied/memory/gwp",
  value: 1390,
  unit: "gCO2e/GB",
  year: 2021,
  spread: 2,
  source: UBA,
  licence: "facts",
  retrieved: RETRIEVED,
};
/** Memory, kg Sb per GB: 6.3e-5 ÷ 1.79 + 0.00169 ÷ 32. */
export const MEMORY_ADPE: Factor<"kgSb/GB"> = {
  id: "embodied/memory/adpe",
  value: 8.8e-5,
  unit: "kgSb/GB",
  year: 2021,
  spread: 3,
  source: UBA,
  licence: "facts",
  retrieved: RETRIEVED,
};
/** Memory, MJ per GB: 27.3 ÷ 1.79 + 74 ÷ 32. */
export const MEMORY_PE: Factor<"MJ/GB"> = {
  id: "embodied/memory/pe",
  value: 17.6,
  unit: "MJ/GB",
  year: 2021,
  spread: 2,
  source: UBA,
  licence: "facts",
  retrieved: RETRIEVED,
};
/** Years that hardware serves: 4 (BoaviztAPI and Cloud Carbon Footprint servers: 35,040 h); 3 to 6 in others. */
export const LIFETIME_YEARS: Factor<"years"> = {
  id: "embodied/lifetime",
  value: 4,
  unit: "years",
  year: 2026,
  spread: 1.5,
  source: {
    title:
      "35,040 h: Cloud Carbon Footprint and BoaviztAPI servers; 3 y cloud, 5 y local (Green Algorithms data v4); 6 y (BLOOM)",
    url: "https://www.cloudcarbonfootprint.org/docs/methodology/",
  },
  licence: "facts",
  retrieved: RETRIEVED,
};
/** Part of that life in which somebody uses it; production is charged to used time only. */
export const UTILISATION: Factor<"1"> = {
  id: "embodied/utilisation",
  value: 0.5,
  unit: "1",
  year: 2025,
  spread: 1.7,
  source: {
    title:
      "active utilisation 0.5 cloud, 0.2 local server (Green Algorithms data v4); 0.85 Jean Zay (Luccioni 2023)",
    url: "https://github.com/Cambridge-Sustainable-Computing-Lab/Green-Algorithms-calculator",
  },
  licence: "CC-BY-4.0",
  retrieved: RETRIEVED,
};
/** Hardware threads of a host nobody named: two sockets of 24 cores with two threads. */
export const HOST_THREADS: Factor<"1"> = {
  id: "embodied/host-threads",
  value: 96,
  unit: "1",
  year: 2021,
  spread: 2,
  source: { title: "a 2-socket server of 24-core processors, as in UBA TEXTE 94/2021", url: UBA.url },
  licence: "facts",
  retrieved: RETRIEVED,
};

const PERSONAL = {
  title:
    "own judgement: manufacturers' product carbon footprints of laptops and desktops state 100 to 400 kg for production",
  url: "https://github.com/Boavizta/environmental-footprint-data",
};

/** Laptop or desktop, memory included, g CO2e. */
export const PERSONAL_GWP: Factor<"gCO2e"> = {
  id: "embodied/personal/gwp",
  value: 200_000,
  unit: "gCO2e",
  year: 2023,
  spread: 2,
  source: PERSONAL,
  licence: "facts",
  retrieved: RETRIEVED,
};
/** Laptop or desktop, kg Sb: that of the server, by ratio of their CO2e. */
export const PERSONAL_ADPE: Factor<"kgSb"> = {
  id: "embodied/personal/adpe",
  value: 0.033,
  unit: "kgSb",
  year: 2023,
  spread: 4,
  source: PERSONAL,
  licence: "facts",
  retrieved: RETRIEVED,
};
/** Laptop or desktop, MJ: that of the server, by ratio of their CO2e. */
export const PERSONAL_PE: Factor<"MJ"> = {
  id: "embodied/personal/pe",
  value: 1780,
  unit: "MJ",
  year: 2023,
  spread: 3,
  source: PERSONAL,
  licence: "facts",
  retrieved: RETRIEVED,
};
