import { naiveFeed } from '../../floors/naive-feed'
import { runVueFloor } from '../../floors/vue-floor'

runVueFloor(naiveFeed)
