import { coalescedFeed } from '../../floors/coalesced-feed'
import { runReactFloor } from '../../floors/react-floor'

runReactFloor(coalescedFeed)
