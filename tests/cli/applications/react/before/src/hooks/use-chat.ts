import { useSocketIO } from "react-use-websocket";
import type {
  SendMessage,
  WebSocketHook,
} from "react-use-websocket/dist/lib/types";
import { parseSocketIOUrl } from "react-use-websocket/dist/lib/socket-io";

export type Chat = Pick<WebSocketHook, "readyState"> & { say: SendMessage };

export function useChat(room: string): Chat {
  const { sendMessage, readyState } = useSocketIO(parseSocketIOUrl(`https://example.org/${room}`), {
    queryParams: { room },
  });
  return { say: sendMessage, readyState };
}
