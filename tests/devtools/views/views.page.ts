import { createFakeActions } from '../support/fake-actions'
import { createFakeSession } from '../support/fake-session'
import { showView } from '../support/show-view'
import { FACTORIES } from './factories'
import type { ViewName } from './use-view'

const session = createFakeSession()
const actions = createFakeActions()
const name = new URLSearchParams(location.search).get('view') as ViewName

Object.assign(window, { session, actions, shown: showView(FACTORIES[name], session, actions) })
