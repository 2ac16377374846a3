import { Button, Text, View } from 'react-native'
import { text, type ConnectionOptions } from 'websocket-store'
import { useMessages, useWebSocket } from 'websocket-store/react'
import { appState } from './app-state'

export type ChatOptions = Pick<ConnectionOptions<string, string>, 'transport'>

const codec = text()

export function Chat({ url, options }: { url: string; options: ChatOptions }) {
  const { phase, send, connection } = useWebSocket(url, { codec, lifecycle: appState, ...options })
  const messages = useMessages(connection, { limit: 20 })
  return (
    <View>
      <Text testID="phase">{phase}</Text>
      <Button title="Send hello" onPress={() => send('hello')} />
      {messages.map((message, index) => (
        <Text key={index}>{message}</Text>
      ))}
    </View>
  )
}
