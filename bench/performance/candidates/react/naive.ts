import { naiveFeed } from '../../floors/naive-feed'
import { runReactFloor } from '../../floors/react-floor'

runReactFloor(naiveFeed)
