/** What this plugin uses of the API of Vue DevTools, whose own types would bring `any` into ours. */
export interface DevtoolsApi {
  readonly on: {
    getInspectorTree(handler: (payload: TreePayload) => void): void
    getInspectorState(handler: (payload: StatePayload) => void): void
    setPluginSettings(handler: (payload: SettingsPayload) => void): void
  }
  addInspector(options: InspectorOptions): void
  sendInspectorTree(inspectorId: string): void
  sendInspectorState(inspectorId: string): void
  addTimelineLayer(options: { id: string; label: string; color: number }): void
  addTimelineEvent(options: { layerId: string; event: TimelineEvent }): void
  getSettings(): unknown
}

interface Payload {
  readonly app: unknown
  readonly inspectorId: string
}

export interface TreePayload extends Payload {
  readonly filter: string
  rootNodes: TreeNode[]
}

export interface StatePayload extends Payload {
  readonly nodeId: string
  state: NodeState
}

export interface SettingsPayload {
  readonly pluginId: string
  readonly settings: unknown
}

export interface InspectorOptions {
  readonly id: string
  readonly label: string
  readonly icon?: string
  readonly treeFilterPlaceholder?: string
  readonly noSelectionText?: string
  readonly nodeActions?: { icon: string; tooltip?: string; action(nodeId: string): void }[]
}

export interface NodeTag {
  readonly label: string
  readonly textColor: number
  readonly backgroundColor: number
  readonly tooltip?: string
}

export interface TreeNode {
  readonly id: string
  readonly label: string
  readonly children?: TreeNode[]
  readonly tags?: NodeTag[]
}

export interface StateField {
  readonly key: string
  readonly value: unknown
}

/** Fields by the title of their section. */
export type NodeState = Record<string, StateField[]>

export interface TimelineEvent {
  readonly time: number
  readonly title: string
  readonly subtitle: string
  readonly data: Readonly<Record<string, unknown>>
  readonly groupId: number
  readonly logType?: 'default' | 'warning' | 'error'
}
