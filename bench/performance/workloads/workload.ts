import type { Chromium } from '../harness/chromium'
import type { FeedServer } from '../harness/feed'

export type Sample = Readonly<Record<string, number>>

/** What ours must keep, in each framework. */
export type Goal =
  | { readonly metric: string; readonly floor: 'coalesced' | 'naive'; readonly most: number; readonly over?: 'ratio' | 'difference' }
  | { readonly metric: string; readonly exactly: number }
  | { readonly metric: string; readonly most: number; readonly floor?: undefined }

export interface Setting {
  readonly chromium: Chromium
  readonly feed: FeedServer
}

/** One question, asked of every candidate in turn. */
export interface Workload {
  /** Stable: results are kept by it. */
  readonly id: string
  readonly title: string
  readonly candidates: readonly string[]
  readonly goals: readonly Goal[]
  /** Fewer than others where one takes long. */
  readonly repetitions?: number
  measure(setting: Setting, candidate: string): Promise<Sample>
}

const REACT = ['react/ours', 'react/coalesced', 'react/naive']
const VUE = ['vue/ours', 'vue/coalesced', 'vue/naive']
const REACT_PEERS = ['react/react-use-websocket', 'react/ahooks', 'react/partysocket']
const VUE_PEERS = ['vue/vueuse']

export const OURS_AND_FLOORS: readonly string[] = [...REACT, ...VUE]
export const EVERYBODY: readonly string[] = [...REACT, ...REACT_PEERS, ...VUE, ...VUE_PEERS]
