import { cpuOf } from '../processes/usage'

/** The ids of the processes that do the work. */
export interface Processes {
  readonly gateways: readonly number[]
  readonly nginx: readonly number[]
  readonly engine: readonly number[]
}

/** CPU time in ms. */
export interface Cpu {
  /** Of all gateways, for 1000 messages that clients received. */
  readonly gateways: number
  /** For 1000 messages that clients received. */
  readonly nginx: number
  /** For 1000 published messages. */
  readonly engine: number
}

/** Measures from now on. Call the result at the end, with the numbers of messages. */
export function startCpu(processes: Processes): (received: number, published: number) => Cpu {
  const usage = () => ({ gateways: cpuOf(processes.gateways), nginx: cpuOf(processes.nginx), engine: cpuOf(processes.engine) })
  const before = usage()
  return (received, published) => {
    const after = usage()
    const per1000 = (part: keyof Cpu, messages: number) => ((after[part] - before[part]) * 1000) / messages
    return { gateways: per1000('gateways', received), nginx: per1000('nginx', received), engine: per1000('engine', published) }
  }
}
