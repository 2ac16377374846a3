import { coalescedFeed } from '../../floors/coalesced-feed'
import { runVueFloor } from '../../floors/vue-floor'

runVueFloor(coalescedFeed)
