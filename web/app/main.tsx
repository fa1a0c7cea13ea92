import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startWords } from '../ui/i18n.ts'
import { Gate } from './gate.tsx'
import { Providers } from './providers.tsx'
import './base.css'
import './shell.css'

await startWords()
const root = document.getElementById('root')
if (!root) throw new Error('index.html has no root')
createRoot(root).render(
  <StrictMode>
    <Providers>
      <Gate />
    </Providers>
  </StrictMode>,
)
