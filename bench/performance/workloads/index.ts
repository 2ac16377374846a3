import { bursts } from './burst'
import { fanOuts } from './fan-out'
import { churn, decoding, idleHeap, latency, sending } from './others'
import type { Workload } from './workload'

/** All workloads that run in the browser. */
export const WORKLOADS: readonly Workload[] = [...bursts, ...fanOuts, churn, sending, idleHeap, decoding, latency]
