import { actView } from './act/act-view'
import { replayView } from './replay-view'
import type { ViewFactory } from './view'

/** The tabs of the panel, in their order. */
export const VIEWS: readonly ViewFactory[] = [actView, replayView]
