import { buildPrograms } from '../../../tests/scale-out/kit/build'

const PROGRAMS = {
  gateway: 'examples/scale-out/src/gateway/main.ts',
  clients: 'bench/scale-out/clients/program.ts',
  collect: 'bench/scale-out/processes/collect.ts',
} as const

export type Programs = Readonly<Record<keyof typeof PROGRAMS, string>>

/** Bundles the programs as for a deployment, because the start of a gateway is measured, and returns the files. */
export const preparePrograms = (folder: string): Promise<Programs> => buildPrograms(folder, PROGRAMS)
