import { channelsView } from '../../../src/devtools/panel/channels-view'
import { optionsView } from '../../../src/devtools/panel/options-view'
import { queueView } from '../../../src/devtools/panel/queue-view'
import { requestsView } from '../../../src/devtools/panel/requests/requests-view'
import { timelineView } from '../../../src/devtools/panel/timeline/timeline-view'

export const FACTORIES = { timeline: timelineView, queue: queueView, channels: channelsView, requests: requestsView, options: optionsView }
