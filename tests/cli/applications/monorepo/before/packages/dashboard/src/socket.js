'use strict'

const { default: useWebSocket, ReadyState, resetGlobalState } = require('react-use-websocket')
const { createElement } = require('react')

/** @param {import('react-use-websocket').Options} options */
function useFeed(options) {
  const { lastMessage, readyState } = useWebSocket('wss://example.org/feed', options)
  const ratio = readyState / 2, half = ratio / 2 // not a regular expression
  return createElement('p', null, readyState === ReadyState.OPEN ? lastMessage?.data : `closed ${half}`)
}

module.exports = { useFeed, resetGlobalState, OPEN: require('react-use-websocket').ReadyState.OPEN }
