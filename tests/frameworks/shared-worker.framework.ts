import { contract } from './kit/contract'
import { builtWithVite } from './kit/vite'

contract({ example: 'workers', name: 'shared-worker', path: '/shared.html', isSharedByTabs: true, ...builtWithVite })
