/**
 * Where the figures of this catalogue were published. Rows name one of these, and the licence that goes with it.
 * Facts (a rated power, a count of cores) are typed from the publication, never copied as a table.
 * @module
 */
import type { Source } from "../factor.ts";

/** A source, its licence and the day it was read: the part that many rows share. */
export interface Provenance {
  readonly source: Source;
  readonly licence: string;
  /** ISO date. */
  readonly retrieved: string;
}

const RETRIEVED = "2026-11-23";
const FACTS = "facts of a public specification";

function published(title: string, url: string, licence: string = FACTS): Provenance {
  return { source: { title, url }, licence, retrieved: RETRIEVED };
}

export const INTEL: Provenance = published("Intel product specifications (ARK)", "https://ark.intel.com");
export const INTEL_ACCELERATOR: Provenance = published(
  "Intel Gaudi and Data Center GPU product briefs",
  "https://www.intel.com/content/www/us/en/products/details/processors/ai-accelerators.html",
);
export const AMD: Provenance = published(
  "AMD processor specifications",
  "https://www.amd.com/en/products/specifications/processors.html",
);
export const AMD_GPU: Provenance = published(
  "AMD Instinct and Radeon specifications (total board power)",
  "https://www.amd.com/en/products/specifications/accelerators.html",
);
export const NVIDIA: Provenance = published(
  "NVIDIA data sheets (maximum power, TDP or total graphics power)",
  "https://www.nvidia.com/en-us/data-center/",
);
export const NVIDIA_GEFORCE: Provenance = published(
  "NVIDIA GeForce and Titan specifications (graphics card power)",
  "https://www.nvidia.com/en-us/geforce/graphics-cards/",
);
export const NVIDIA_JETSON: Provenance = published(
  "NVIDIA Jetson module data sheets (highest power mode, whole module)",
  "https://developer.nvidia.com/embedded/jetson-modules",
);
/** The driver of every A10G reports a 300 W limit; tables that carry 150 W copied the A10's figure. */
export const NVIDIA_SMI: Provenance = published(
  "power limit that the NVIDIA driver reports (nvidia-smi)",
  "https://docs.nvidia.com/deploy/nvidia-smi/",
);
export const AMPERE: Provenance = published(
  "Ampere Altra product briefs, 2020 and 2021",
  "https://amperecomputing.com/products/processors",
);
export const APPLE: Provenance = published(
  "Apple, technical specifications (no rated power is published)",
  "https://support.apple.com/specs",
);
export const APPLE_MAC_MINI: Provenance = published(
  "Apple, Mac mini power consumption and thermal output: whole computer, idle and CPU max",
  "https://support.apple.com/en-us/103253",
);
export const GOOGLE_TPU: Provenance = published(
  "Google Cloud TPU documentation: measured min/mean/max power per chip",
  "https://cloud.google.com/tpu/docs/v4",
);
export const AWS: Provenance = published(
  "Amazon EC2 instance types (size of the largest instance; no rated power is published)",
  "https://aws.amazon.com/ec2/instance-types/",
);
export const AZURE: Provenance = published(
  "Azure virtual machine sizes (processor named; no rated power is published)",
  "https://learn.microsoft.com/en-us/azure/virtual-machines/sizes/overview",
);
export const GOOGLE_CLOUD: Provenance = published(
  "Google Cloud CPU platforms (processor named; no rated power is published)",
  "https://cloud.google.com/compute/docs/cpu-platforms",
);
export const ORACLE_CLOUD: Provenance = published(
  "Oracle Cloud compute shapes (processor named; no rated power is published)",
  "https://docs.oracle.com/en-us/iaas/Content/Compute/References/computeshapes.htm",
);
/** Chips made for one cloud are in no vendor's list; this table has the rated power of some. */
export const CODECARBON: Provenance = published(
  "CodeCarbon, codecarbon/data/hardware/cpu_power.csv",
  "https://github.com/mlco2/codecarbon",
  "MIT",
);
export const GREEN_ALGORITHMS: Provenance = published(
  "Green Algorithms, TDP tables (data/latest)",
  "https://github.com/GreenAlgorithms/green-algorithms-tool",
  "CC-BY-4.0",
);
export const MLCO2: Provenance = published(
  "ML CO2 Impact, data/gpus.csv",
  "https://github.com/mlco2/impact",
  "MIT",
);
export const CCF: Provenance = published(
  "Cloud Carbon Footprint coefficients 2026-04 (b0032d9): SPECpower_ssj2008 results per hardware thread",
  "https://github.com/cloud-carbon-footprint/ccf-coefficients",
  "Apache-2.0",
);
/** Our own mean of the 41 results that the broken row of the source should have held. */
export const SPECPOWER_TURIN: Provenance = published(
  "SPECpower_ssj2008 results of EPYC 9005 servers (n = 41), recomputed from the Cloud Carbon Footprint extract",
  "https://www.spec.org/power_ssj2008/results/",
  "Apache-2.0",
);
export const LINUX: Provenance = published(
  "Linux kernel, arch/x86/include/asm/intel-family.h, and AMD processor programming references (CPUID)",
  "https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree/arch/x86/include/asm/intel-family.h",
);
export const ARM_MIDR: Provenance = published(
  "util-linux, sys-utils/lscpu-arm.c (implementer and part numbers)",
  "https://github.com/util-linux/util-linux",
);
