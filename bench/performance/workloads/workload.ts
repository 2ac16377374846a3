import type { Chromium } from '../harness/chromium'
import type { FeedServer } from '../harness/feed'

export type Sample = Readonly<Record<string, number>>

/** A limit for this library, in each framework. */
export type Goal =
  | { readonly metric: string; readonly floor: 'coalesced' | 'naive'; readonly most: number; readonly over?: 'ratio' | 'difference' }
  | { readonly metric: string; readonly exactly: number; readonly floor?: undefined }
  | { readonly metric: string; readonly most: number; readonly floor?: undefined }

export interface Environment {
  readonly chromium: Chromium
  readonly feed: FeedServer
}

/** One measurement, repeated for every candidate. */
export interface Workload {
  /** Key of the stored results. Do not change it. */
  readonly id: string
  readonly title: string
  readonly candidates: readonly string[]
  readonly goals: readonly Goal[]
  /** Limits the repetitions of a slow workload. */
  readonly repetitions?: number
  measure(environment: Environment, candidate: string): Promise<Sample>
}

const REACT = ['react/ours', 'react/coalesced', 'react/naive']
const VUE = ['vue/ours', 'vue/coalesced', 'vue/naive']
const REACT_PEERS = ['react/react-use-websocket', 'react/ahooks', 'react/partysocket']
const VUE_PEERS = ['vue/vueuse']

export const OURS_AND_FLOORS: readonly string[] = [...REACT, ...VUE]
export const ALL_CANDIDATES: readonly string[] = [...REACT, ...REACT_PEERS, ...VUE, ...VUE_PEERS]
