import { contract } from './kit/contract'
import { builtWithVite } from './kit/vite'

contract({ example: 'vite-react', ...builtWithVite })
