import { channelsView } from '../../../src/devtools/panel/channels-view'
import { optionsView } from '../../../src/devtools/panel/options-view'
import { queueView } from '../../../src/devtools/panel/queue-view'
import { requestsView } from '../../../src/devtools/panel/requests/requests-view'
import { timelineView } from '../../../src/devtools/panel/timeline/timeline-view'
import { createFakeActions } from '../support/fake-actions'
import { createFakeSession } from '../support/fake-session'
import { showView } from '../support/show-view'

const FACTORIES = { timeline: timelineView, queue: queueView, channels: channelsView, requests: requestsView, options: optionsView }

const session = createFakeSession()
const actions = createFakeActions()
const name = new URLSearchParams(location.search).get('view') as keyof typeof FACTORIES

Object.assign(window, { session, actions, shown: showView(FACTORIES[name], session, actions) })
