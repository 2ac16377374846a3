import { actView } from './act/act-view'
import { channelsView } from './channels-view'
import { framesView } from './frames/frames-view'
import { optionsView } from './options-view'
import { queueView } from './queue-view'
import { replayView } from './replay-view'
import { requestsView } from './requests/requests-view'
import { timelineView } from './timeline/timeline-view'
import type { ViewFactory } from './view'

/** The tabs of the panel, in their order. */
export const VIEWS: readonly ViewFactory[] = [
  framesView, timelineView, queueView, channelsView, requestsView, optionsView, actView, replayView,
]
